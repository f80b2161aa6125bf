namespace Mcpx.Domain.Triggers;

/// <summary>
/// <c>security</c>: "Unintended exposure (policy breach) or secret leak suspicion" (runbook section 3). The first finding
/// counts: no hold, no recover-for, P1.
/// </summary>
public sealed record SecurityOptions : TriggerPolicy
{
    /// <summary>How old the newest check may be. Default 30 minutes.</summary>
    private protected override TimeSpan DefaultWindow => TimeSpan.FromMinutes(30);
}
