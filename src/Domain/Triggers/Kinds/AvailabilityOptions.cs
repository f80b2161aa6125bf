using Mcpx.Domain.Configuration;

namespace Mcpx.Domain.Triggers;

/// <summary>
/// <c>availability</c>: "/healthz or /ready failing &gt; 5 minutes" (runbook section 3). Hold-for 5 minutes, recover-for 2
/// minutes, P1.
/// </summary>
public sealed record AvailabilityOptions : TriggerPolicy
{
    /// <summary>The runbook's numbers.</summary>
    public AvailabilityOptions()
    {
        HoldFor = TimeSpan.FromMinutes(5);
        RecoverFor = TimeSpan.FromMinutes(2);
    }

    /// <summary>Samples in the window before "half of them failed" counts as bad. Default 6.</summary>
    public int MinimumSamples { get; init; } = 6;

    /// <inheritdoc/>
    protected override bool Longer => true;

    private protected override bool MustHold => true;

    internal override void Check(List<ConfigurationError> errors, string key)
    {
        base.Check(errors, key);
        errors.AtLeast($"{key}:MinimumSamples", MinimumSamples, 1);
    }
}
