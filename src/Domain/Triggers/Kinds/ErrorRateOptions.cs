using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary>
/// <c>error-rate</c>: "5xx &gt; 1 % for 5 minutes (Prod) or sustained spike beyond normal in lower envs" (runbook section 3):
/// ratio and count and minimum traffic together. Hold-for and recover-for 5 minutes, P1.
/// </summary>
public sealed record ErrorRateOptions : TriggerPolicy
{
    /// <summary>The runbook's numbers.</summary>
    public ErrorRateOptions()
    {
        HoldFor = TimeSpan.FromMinutes(5);
        RecoverFor = TimeSpan.FromMinutes(5);
    }

    /// <summary>The limit in percent of calls. Default 1, range more than 0 to 100.</summary>
    public decimal LimitPercent { get; init; } = 1m;

    /// <summary>
    /// Whether the environment is held to its own normal where that is above <see cref="LimitPercent"/>. Default: every
    /// environment but Prod.
    /// </summary>
    public bool? AboveNormal { get; init; }

    /// <summary>How normal is found.</summary>
    public BaselineRule Normal { get; init; } = new();

    /// <summary>Calls in the window below which the rate says nothing. Default 50.</summary>
    public int MinimumCalls { get; init; } = 50;

    /// <summary>Failed calls in the window below which the rate is not bad, whatever its ratio. Default 3.</summary>
    public int MinimumErrors { get; init; } = 3;

    /// <summary>How old an answer to a contract call may be and still count in their newest round. Default 2 minutes.</summary>
    public TimeSpan ContractWithin { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Whether an environment is held to its own normal.</summary>
    public bool IsAboveNormal(string environment) => AboveNormal ?? environment != "Prod";

    internal long LimitPartsPerMillion => (long)(LimitPercent * 10_000m);

    private protected override bool MustHold => true;

    internal override void Check(List<ConfigurationError> errors, string key)
    {
        base.Check(errors, key);
        errors.Percentage($"{key}:LimitPercent", LimitPercent);
        errors.AtLeast($"{key}:MinimumCalls", MinimumCalls, 1);
        errors.AtLeast($"{key}:MinimumErrors", MinimumErrors, 1);
        errors.Positive($"{key}:ContractWithin", ContractWithin);
        errors.AtLeast($"{key}:Normal:Deviations", Normal.Deviations, 0);
        errors.AtLeast($"{key}:Normal:MinimumBuckets", Normal.MinimumBuckets, 1);
        errors.AtLeast($"{key}:Normal:Minutes", Normal.Minutes, 1);
        errors.AtLeast($"{key}:Normal:Days", Normal.Days, 1);
    }
}
