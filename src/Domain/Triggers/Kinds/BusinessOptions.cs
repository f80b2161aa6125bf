using Mcpx.Domain.Configuration;

namespace Mcpx.Domain.Triggers;

/// <summary>
/// <c>business</c>: "Material regression on core admin workflows (config/flags/jobs/audit)" (runbook section 3). The same
/// workflow, or the contract calls, failed twice in a row; closes after two passes. No hold, no recover-for, P1.
/// </summary>
public sealed record BusinessOptions : TriggerPolicy
{
    /// <summary>Failures of one workflow in a row that breach. Default 2.</summary>
    public int FailuresInRow { get; init; } = 2;

    /// <summary>Passes in a row that end it. Default 2.</summary>
    public int PassesInRow { get; init; } = 2;

    /// <summary>How old the newest walk may be. Default 30 minutes.</summary>
    private protected override TimeSpan DefaultWindow => TimeSpan.FromMinutes(30);

    internal override void Check(List<ConfigurationError> errors, string key)
    {
        base.Check(errors, key);
        errors.AtLeast($"{key}:FailuresInRow", FailuresInRow, 1);
        errors.AtLeast($"{key}:PassesInRow", PassesInRow, 1);
    }
}
