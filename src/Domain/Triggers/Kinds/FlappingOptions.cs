using Mcpx.Domain.Configuration;

namespace Mcpx.Domain.Triggers;

/// <summary>
/// <c>flapping</c>: "flapping &gt; 3 times / 10 minutes" (runbook section 3). The window is the runbook's own 10 minutes and
/// there is no hold; recover-for 5 minutes, P2.
/// </summary>
public sealed record FlappingOptions : TriggerPolicy
{
    /// <summary>The runbook's numbers.</summary>
    public FlappingOptions()
    {
        Severity = Severity.P2;
        RecoverFor = TimeSpan.FromMinutes(5);
    }

    /// <summary>Outages an endpoint may open within the window. Default 3; one more breaches.</summary>
    public int MostOutages { get; init; } = 3;

    private protected override TimeSpan DefaultWindow => TimeSpan.FromMinutes(10);

    internal override void Check(List<ConfigurationError> errors, string key)
    {
        base.Check(errors, key);
        errors.AtLeast($"{key}:MostOutages", MostOutages, 1);
    }
}
