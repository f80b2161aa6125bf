using Mcpx.Domain;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;

namespace Mcpx.Watchdog.Commands.Rollback;

/// <summary>How the command ends.</summary>
/// <param name="Code">See <see cref="ExitCodes"/>.</param>
/// <param name="Sentence">What a person reads last.</param>
internal sealed record Ending(int Code, string Sentence)
{
    public static Ending Well(string sentence) => new(ExitCodes.Ok, sentence);

    public static Ending Badly(string sentence) => new(ExitCodes.Failed, sentence);

    /// <summary>Whether a state ends the command; null while it goes on.</summary>
    /// <param name="incident">The incident as it stands.</param>
    /// <param name="wait">Whether a run is followed to its end.</param>
    public static Ending? Of(Incident incident, bool wait) =>
        incident switch
        {
            { Status: IncidentStatus.Stabilising, Advice: { } advice } => Badly($"{incident.Id}: {advice.Reason}"),
            { Status: IncidentStatus.Stabilising, Wish: null } => Well(
                $"{incident.Id} is restored to {incident.Proposal!.Plan.TargetTag} and watched until {Words.Time(incident.StableAt!.Value)}."
            ),
            { Status: IncidentStatus.Closed, RestoredAt: not null } => Well($"{incident.Id} is restored and closed."),
            { Status: IncidentStatus.Closed or IncidentStatus.Withdrawn } => Badly(
                $"{incident.Id} is {incident.Status}: nothing was rolled back."
            ),
            { Status: IncidentStatus.Rejected } => Badly($"{incident.Id}: a person decided against the rollback."),
            { Status: IncidentStatus.Aborted } => Badly($"{incident.Id}: a person ended the rollback before its end."),
            { Status: IncidentStatus.Failed } => Badly(Failed(incident)),
            { Status: IncidentStatus.RollingBack, Paused: { } halt, StandsAt: not null } => Badly(
                $"{incident.Id} is paused by {halt.By.Name}: {halt.Reason}"
            ),
            { DryRunAt: not null } => Badly(
                $"{incident.Id}: execution is DryRun in {incident.Environment}, so that the plan was walked through and nothing was changed."
            ),
            { Status: IncidentStatus.Investigating, Advice: { } advice } => Badly(
                $"{incident.Id}: nothing is proposed. {advice.Reason}"
            ),
            { Status: IncidentStatus.Approved or IncidentStatus.RollingBack } when !wait => Well(
                $"{incident.Id} is {incident.Status}: the watchdog that leads runs it."
            ),
            _ => null,
        };

    /// <summary>What is missing until the run may begin.</summary>
    public static Ending Missing(Incident incident, string dashboard)
    {
        var proposal = incident.Proposal!;
        var policy = proposal.Plan.Policy;
        var given = incident.Approvals.Select(approval => approval.By.Name).Distinct(StringComparer.Ordinal).Count();
        return Badly(
            $"{incident.Id} waits for approval: {given} of {policy.Required} given, by {PlanPage.RolesOf(policy)}, "
                + $"at {dashboard.TrimEnd('/')}/incidents/{incident.Id} or here with --approve {PlanHash.Short(proposal.PlanHash).Replace(" ", "", StringComparison.Ordinal)}. "
                + $"The proposal stands until {Words.Time(proposal.ExpiresAt)}."
        );
    }

    private static string Failed(Incident incident)
    {
        var step = incident.NextStep;
        return step is null
            ? $"{incident.Id} failed."
            : FormattableString.Invariant(
                $"{incident.Id} stands at step {step.Step.Number}, {step.Step.Title}: {step.Status}. {step.Summary} People decide: retry, skip, by hand or abort."
            );
    }
}
