using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;

namespace Mcpx.Watchdog.Runner;

/// <summary>How a step ended.</summary>
internal abstract record StepResult
{
    private StepResult() { }

    public sealed record Succeeded(string Summary, IReadOnlyList<Check> Checks) : StepResult
    {
        /// <summary>Whether somebody else had done it, and nothing was changed.</summary>
        public bool Unchanged { get; init; }
    }

    public sealed record Failed(string Reason, IReadOnlyList<Check> Checks) : StepResult;

    /// <summary>Nobody can say whether it acted; a person must look.</summary>
    public sealed record Unknown(string Reason) : StepResult;

    public static StepResult Success(string summary) => new Succeeded(summary, []);

    public static StepResult Failure(string reason) => new Failed(reason, []);

    /// <summary>Blocking checks: one that did not pass fails the step.</summary>
    public static StepResult Of(IReadOnlyList<Check> checks)
    {
        var failed = checks.Where(check => !check.Passed).ToList();
        return failed.Count == 0
            ? new Succeeded($"{checks.Count} of {checks.Count} checks passed", checks)
            : new Failed(
                $"{failed.Count} of {checks.Count} checks failed: "
                    + string.Join(
                        "; ",
                        failed.Select(check => $"{check.Name}, {check.Measured}, required {check.Required}")
                    ),
                checks
            );
    }
}

/// <summary>What a step works with.</summary>
/// <param name="Incident">The incident as it stood when the step began.</param>
/// <param name="Plan">The approved plan.</param>
/// <param name="Step">The step.</param>
/// <param name="Options">The environment's configuration.</param>
/// <param name="Attempt">Counts the step's starts, from 1.</param>
/// <param name="Resumed">Whether the step had begun before this process did.</param>
/// <param name="Report">Takes a line of output.</param>
internal sealed record StepContext(
    Incident Incident,
    Plan Plan,
    PlanStep Step,
    EnvironmentOptions Options,
    int Attempt,
    bool Resumed,
    Action<string> Report
)
{
    /// <summary>Who says to have done it; then it is only looked at. Null where the step acts.</summary>
    public Halt? ByHand { get; init; }

    /// <summary>Who wants the deployer's work ended by now; null while nobody does.</summary>
    public Func<Halt?> CancelAsked { get; init; } = () => null;

    /// <summary>
    /// Nothing acts twice under one key. A person's retry is a new attempt under a key of its own; the rest of what was approved
    /// stays.
    /// </summary>
    public string KeyOf(int attempt) =>
        attempt <= 1 ? Step.Key : FormattableString.Invariant($"{Step.Key}-try{attempt}");
}

/// <summary>Does one kind of step.</summary>
internal interface IStep
{
    StepKind Kind { get; }

    Task<StepResult> RunAsync(StepContext context, CancellationToken cancellation);
}
