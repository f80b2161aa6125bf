using Mcpx.Domain.Configuration;

namespace Mcpx.Domain.Triggers;

/// <summary>
/// <c>sse-ttfb</c>: "First-event TTFB &gt; 200 ms median for 10 minutes" (runbook section 3). Hold-for 10 minutes,
/// recover-for 5 minutes at or under the limit, P2.
/// </summary>
public sealed record SseTtfbOptions : TriggerPolicy
{
    /// <summary>The runbook's numbers.</summary>
    public SseTtfbOptions()
    {
        Severity = Severity.P2;
        HoldFor = TimeSpan.FromMinutes(10);
        RecoverFor = TimeSpan.FromMinutes(5);
    }

    /// <summary>The limit of the median. Default 200 ms.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Fresh connections in the window below which the median says nothing. Default 5.</summary>
    public int MinimumConnections { get; init; } = 5;

    private protected override bool MustHold => true;

    internal override void Check(List<ConfigurationError> errors, string key)
    {
        base.Check(errors, key);
        errors.Positive($"{key}:Limit", Limit);
        errors.AtLeast($"{key}:MinimumConnections", MinimumConnections, 1);
    }
}
