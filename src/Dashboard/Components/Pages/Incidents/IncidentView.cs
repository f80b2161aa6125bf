using System.Diagnostics.CodeAnalysis;
using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Pages.Incidents;

/// <summary>Everything the incident's page shows at one moment.</summary>
/// <param name="Incident">The incident as folded from its journal.</param>
/// <param name="Roster">Who holds the roles.</param>
/// <param name="Suspect">The deployment that the proposal undoes; null when unknown.</param>
/// <param name="What">What is wrong, in words.</param>
/// <param name="Rows">Readings then and now.</param>
/// <param name="Facts">Large figures; the first is the worst reading now.</param>
/// <param name="Path">The decision tree's way.</param>
/// <param name="Steps">The plan's steps.</param>
/// <param name="Clock">What the 30-minute clock runs on.</param>
/// <param name="Timeline">The journal told, newest first.</param>
/// <param name="EndedBecause">The reason somebody gave for its end; null while there is none.</param>
public sealed record IncidentView(
    Incident Incident,
    RosterOptions Roster,
    Deployment? Suspect,
    string What,
    IReadOnlyList<ReadingRow> Rows,
    IReadOnlyList<FactModel> Facts,
    IReadOnlyList<DecisionNode> Path,
    IReadOnlyList<StepModel> Steps,
    DecisionClockFacts Clock,
    IReadOnlyList<TimelineEntry> Timeline,
    string? EndedBecause
)
{
    /// <summary>Where it stands.</summary>
    public IncidentStatus Status => Incident.Status;

    /// <summary>Nobody has decided yet: the figures and the clock ask for a decision.</summary>
    public bool Waits => Status is IncidentStatus.Investigating or IncidentStatus.Proposed;

    /// <summary>A plan was approved: its steps and the minutes left come first.</summary>
    public bool Decided => Incident.Decision is not null;

    /// <summary>Whether the plan is only walked through.</summary>
    public bool DryRun => Incident.Proposal?.Plan.Execution == Execution.DryRun;

    /// <summary>"4 of 6 done".</summary>
    public string StepsDone => $"{Steps.Count(step => step.Phase == StepPhase.Done)} of {Steps.Count} done";

    /// <summary>The same, with whatever reads as before taken from before.</summary>
    public IncidentView KeptFrom(IncidentView? before) =>
        this with
        {
            Rows = Kept.List(before?.Rows, Rows),
            Facts = Kept.List(before?.Facts, Facts),
            Path = SamePath(before) ? before.Path : Path,
            Steps = Kept.Steps(before?.Steps, Steps),
            Timeline = Kept.List(before?.Timeline, Timeline),
        };

    private bool SamePath([NotNullWhen(true)] IncidentView? before) =>
        before is not null
        && ReferenceEquals(before.Incident.Proposal, Incident.Proposal)
        && ReferenceEquals(before.Incident.Advice, Incident.Advice);

    /// <summary>Works it out.</summary>
    /// <param name="state">Everything known.</param>
    /// <param name="incident">The incident shown.</param>
    /// <param name="live">What is measured now.</param>
    /// <param name="entries">The incident's journal, oldest first.</param>
    /// <param name="now">The moment.</param>
    public static IncidentView Of(
        JournalState state,
        Incident incident,
        IReadOnlyList<Verdict> live,
        IReadOnlyList<JournalEntry> entries,
        DateTimeOffset now
    )
    {
        var options = state.Configuration?.Options ?? new();
        var failing = incident.Proposal?.Plan.FailingTag;
        return new(
            incident,
            state.RosterOf(incident.Environment),
            state
                .Environment(incident.Environment)
                .Deployments.LastOrDefault(known => known.Tag == failing && known.StartedAt <= incident.Onset),
            BreachWords.Of(incident.Breaches, live),
            ReadingRow.Of(incident.Breaches, live),
            FactMapping.Of(incident, live, now),
            PathMapping.Of(incident.Proposal?.Path ?? incident.Advice?.Path ?? []),
            StepMapping.Of(incident, entries, options with { Roster = state.RosterOf(incident.Environment) }, now),
            new(
                incident.OpenedAt,
                Incident.Budget,
                incident.Proposal?.Plan.Expected ?? TimeSpan.Zero,
                incident.Decision?.At,
                incident.RestoredAt ?? incident.EndedAt
            ),
            [
                .. TimelineWords
                    .Of(entries)
                    .Reverse()
                    .Select(line => new TimelineEntry(line.At, line.Text, line.Who, line.Key)),
            ],
            entries
                .Select(entry =>
                    entry.Event switch
                    {
                        IncidentClosed e => e.Reason,
                        IncidentWithdrawn e => e.Reason,
                        ProposalRejected e => e.Reason,
                        _ => null,
                    }
                )
                .LastOrDefault(reason => reason is not null)
        );
    }
}
