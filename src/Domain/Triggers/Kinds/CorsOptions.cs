using Mcpx.Domain.Configuration;

namespace Mcpx.Domain.Triggers;

/// <summary>
/// <c>cors</c>: "Widespread origin_forbidden from intended origins" (runbook section 3). Window 1 minute, no hold,
/// recover-for 2 minutes, P1.
/// </summary>
public sealed record CorsOptions : TriggerPolicy
{
    /// <summary>The numbers of the semantics.</summary>
    public CorsOptions() => RecoverFor = TimeSpan.FromMinutes(2);

    /// <summary>Answered preflights of an origin in the window before it can count as refused. Default 2.</summary>
    public int MinimumAnswers { get; init; } = 2;

    /// <summary>The share of intended origins that must be refused to be widespread, in percent. Default 50.</summary>
    public decimal WidespreadPercent { get; init; } = 50m;

    /// <summary>How many must be refused at the least. Default 2.</summary>
    public int MinimumOrigins { get; init; } = 2;

    private protected override TimeSpan DefaultWindow => TimeSpan.FromMinutes(1);

    internal override void Check(List<ConfigurationError> errors, string key)
    {
        base.Check(errors, key);
        errors.AtLeast($"{key}:MinimumAnswers", MinimumAnswers, 1);
        errors.Percentage($"{key}:WidespreadPercent", WidespreadPercent);
        errors.AtLeast($"{key}:MinimumOrigins", MinimumOrigins, 1);
    }
}
