using System.Globalization;
using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Rollback;

namespace Mcpx.Dashboard.Components.Pages.Incidents;

/// <summary>The steps of a plan as they stand, with what they printed and measured.</summary>
internal static class StepMapping
{
    private const double NeverQuiteDone = 0.97;

    /// <summary>Steps to draw.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="entries">Its journal: output lines get their times from it.</param>
    /// <param name="options">The watchdog's configuration.</param>
    /// <param name="now">The moment.</param>
    public static IReadOnlyList<StepModel> Of(
        Incident incident,
        IReadOnlyList<JournalEntry> entries,
        WatchdogOptions options,
        DateTimeOffset now
    )
    {
        // A plan that was issued again has the same numbers: only what came after the newest proposal is its own.
        var begin = entries.LastOrDefault(entry => entry.Event is RollbackProposed)?.Position ?? 0;
        var output = entries
            .Where(entry => entry.Position > begin)
            .Select(entry => (entry.At, Report: entry.Event as StepReported))
            .Where(entry => entry.Report is not null)
            .ToLookup(
                entry => entry.Report!.Number,
                entry => entry.Report!.Lines.Select(line => OutputMapping.Of(entry.At, line))
            );
        var plan = incident.Proposal?.Plan;
        return plan is null
            ? []
            :
            [
                .. incident.Steps.Select(step =>
                    Of(
                        step,
                        incident,
                        options,
                        [
                            .. output[step.Step.Number]
                                .SelectMany(lines => lines)
                                .Select((line, at) => line with { Number = at })
                                .TakeLast(Incident.OutputKept),
                        ],
                        now
                    )
                ),
            ];
    }

    private static StepModel Of(
        StepState step,
        Incident incident,
        WatchdogOptions options,
        IReadOnlyList<OutputLine> output,
        DateTimeOffset now
    )
    {
        var phase = PhaseOf(step.Status);
        TimeSpan? took = (step.BegunAt ?? step.StartedAt) is { } started ? (step.EndedAt ?? now) - started : null;
        var open = phase is StepPhase.Running or StepPhase.Failed or StepPhase.Unknown;
        return new(
            step.Step.Number,
            step.Step.Title,
            phase,
            Detail(step, incident.Proposal!.Plan, options.Slack.EffectiveChannels),
            took,
            step.Step.Expected,
            phase == StepPhase.Running && took is { } so && step.Step.Expected > TimeSpan.Zero
                ? Math.Min(so / step.Step.Expected, NeverQuiteDone)
                : null,
            open || step.Step.Kind == StepKind.Validate ? Checks(step) : null,
            open ? output : null,
            string.Join('\n', ByHand(step.Step, incident, options))
        );
    }

    private static IReadOnlyList<string> ByHand(PlanStep step, Incident incident, WatchdogOptions options) =>
        ManualSteps.Of(
            incident.Proposal!.Plan,
            step,
            options.Environments.GetValueOrDefault(incident.Environment) ?? new(),
            incident.Proposal.Reason,
            options.Roster
        );

    /// <summary>The drawn phase of a step.</summary>
    public static StepPhase PhaseOf(StepStatus status) =>
        status switch
        {
            StepStatus.Waiting => StepPhase.Waiting,
            StepStatus.Running => StepPhase.Running,
            StepStatus.Succeeded => StepPhase.Done,
            StepStatus.Failed => StepPhase.Failed,
            StepStatus.Skipped => StepPhase.Skipped,
            _ => StepPhase.Unknown,
        };

    /// <summary>Measured conditions to draw.</summary>
    public static IReadOnlyList<CheckModel> Of(IEnumerable<Check> checks) =>
        [
            .. checks.Select(check => new CheckModel(
                check.Name,
                check.Measured.Length == 0 ? null : check.Measured,
                check.Required,
                check.Passed ? StepPhase.Done : StepPhase.Failed,
                check.Passed ? "Passed" : "Failed"
            )),
        ];

    private static IReadOnlyList<CheckModel> Checks(StepState step) => Of(step.Checks);

    private static string Detail(StepState step, Plan plan, IReadOnlyList<string> channels)
    {
        var said = step.Summary.Length > 0 ? step.Summary : Foreseen(step.Step, plan, channels);
        return step.Attempt > 1 ? string.Create(CultureInfo.InvariantCulture, $"try {step.Attempt}: {said}") : said;
    }

    private static string Foreseen(PlanStep step, Plan plan, IReadOnlyList<string> channels) =>
        step.Kind switch
        {
            StepKind.Freeze => $"deploys are refused since the proposal; announced in {string.Join(", ", channels)}",
            StepKind.Deploy => plan.Targets.Where(target => target.Component == step.Component)
                .Select(target =>
                    $"{target.ObservedTag} is replaced by {target.TargetTag}, sha256 {PlanHash.Short(target.Sha256)}"
                )
                .FirstOrDefault()
                ?? "",
            StepKind.Revert => "written back through its stored procedure, which leaves an audit entry",
            StepKind.AwaitHealth =>
                $"all instances green together for {Words.Duration(plan.Validation.HealthyFor)}, within {Words.Duration(plan.Validation.HealthyWithin)}",
            StepKind.Validate =>
                $"{ContractCalls(plan.Validation)}, event streams for {Words.Duration(plan.Validation.SmokeFor)}"
                    + (plan.Validation.Web is null ? "" : ", web pages with sign-in")
                    + (plan.Validation.Browser is null ? "" : ", a look in a real browser")
                    + (plan.Validation.Attestation is null ? "" : ", and somebody's own look with a screenshot"),
            _ => $"pack sealed and hashed; announced in {string.Join(", ", channels)}",
        };

    private static string ContractCalls(ValidationOptions validation) =>
        validation is { ContractFile: { } file, ContractSha256: { } digest }
            ? $"the contract {Path.GetFileName(file)} (sha256 {PlanHash.Short(digest)})"
            : $"{validation.EffectiveContractPaths.Count} contract calls";
}
