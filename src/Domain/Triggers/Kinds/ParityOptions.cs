using Mcpx.Domain.Configuration;

namespace Mcpx.Domain.Triggers;

/// <summary>
/// <c>parity</c>, RTM only: "Promotion bypassed policy or critical drift discovered post-deploy" (runbook sections 3 and 9).
/// No hold, no recover-for: the newest report counts, P2.
/// </summary>
public sealed record ParityOptions : TriggerPolicy
{
    /// <summary>The runbook's numbers.</summary>
    public ParityOptions() => Severity = Severity.P2;

    /// <summary>How old the newest report may be. Default 30 minutes.</summary>
    private protected override TimeSpan DefaultWindow => TimeSpan.FromMinutes(30);

    /// <summary>Critical differences allowed. Default 0 (section 9: until 0 critical).</summary>
    public int MostCritical { get; init; }

    internal override void Check(List<ConfigurationError> errors, string key)
    {
        base.Check(errors, key);
        errors.AtLeast($"{key}:MostCritical", MostCritical, 0);
    }
}
