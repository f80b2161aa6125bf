using System.Text.Json;
using CsCheck;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Incidents;

/// <summary>Random commands by random people at random times, whatever they may do and in whatever order.</summary>
public sealed class IncidentMachinePropertyTests
{
    private const int Advance = 40;

    private static readonly Actor[] People =
    [
        Actor.Watchdog,
        Actor.Watchdog,
        Actor.Watchdog,
        Some.Ic,
        Some.Deputy,
        Some.Owner,
        Some.Viewer,
        new("ci", Role.Deployer),
    ];

    /// <summary>The only ways from one status to another.</summary>
    private static readonly Dictionary<IncidentStatus, IncidentStatus[]> Ways = new()
    {
        [IncidentStatus.Investigating] = [IncidentStatus.Proposed, IncidentStatus.Withdrawn, IncidentStatus.Closed],
        [IncidentStatus.Proposed] =
        [
            IncidentStatus.Approved,
            IncidentStatus.Rejected,
            IncidentStatus.Investigating,
            IncidentStatus.Stabilising,
            IncidentStatus.Withdrawn,
        ],
        [IncidentStatus.Approved] =
        [
            IncidentStatus.RollingBack,
            IncidentStatus.Proposed,
            IncidentStatus.Investigating,
            IncidentStatus.Stabilising,
        ],
        [IncidentStatus.RollingBack] =
        [
            IncidentStatus.Failed,
            IncidentStatus.Stabilising,
            IncidentStatus.Investigating,
        ],
        [IncidentStatus.Failed] = [IncidentStatus.RollingBack, IncidentStatus.Closed],
        [IncidentStatus.Stabilising] = [IncidentStatus.Proposed, IncidentStatus.Closed],
        [IncidentStatus.Rejected] = [IncidentStatus.Investigating, IncidentStatus.Stabilising, IncidentStatus.Closed],
        [IncidentStatus.Closed] = [],
        [IncidentStatus.Withdrawn] = [],
    };

    private static readonly Gen<(int Kind, int Number, int Who, int Pause)[]> Moves = Gen.Select(
        Gen.Int[0, Advance + 16],
        Gen.Int[0, 6],
        Gen.Int[0, People.Length - 1],
        Gen.Int[0, 30]
    ).Array[0, 80];

    [Fact]
    public void Decide_AnyCommands_EveryRefusalIsTypedAndSaysWhy() =>
        Moves.Sample(
            moves =>
                Told(
                    moves,
                    decided =>
                        Assert.True(
                            decided.Refusal is null
                                || (
                                    decided.Events.Count == 0
                                    && Enum.IsDefined(decided.Refusal.Kind)
                                    && decided.Refusal.Text.Length > 0
                                )
                        )
                ),
            iter: 1_000
        );

    [Fact]
    public void Decide_SameInput_SameOutput() =>
        Moves.Sample(
            moves => Assert.Equal(Json(Told(moves, _ => { }).Entries), Json(Told(moves, _ => { }).Entries)),
            iter: 300
        );

    [Fact]
    public void Evolve_AnyCommands_StatusMovesOnlyAlongTheTable() =>
        Walk(
            (before, after, _) =>
                Assert.True(
                    before.Status == after.Status || Ways[before.Status].Contains(after.Status),
                    $"{before.Status} to {after.Status}"
                )
        );

    [Fact]
    public void Evolve_Ended_StaysSo() =>
        Walk(
            (before, after, entry) =>
            {
                if (!before.IsOpen)
                {
                    Assert.IsType<NoteAdded>(entry.Event);
                    Assert.Equal((before.Status, before.EndedAt), (after.Status, after.EndedAt));
                }
            }
        );

    [Fact]
    public void Evolve_StepStarted_OnlyAfterEveryStepBeforeIt() =>
        Walk(
            (before, _, entry) =>
            {
                if (entry.Event is StepStarted started)
                {
                    Assert.Equal(IncidentStatus.RollingBack, before.Status);
                    Assert.All(
                        before.Steps.Take(started.Number - 1),
                        step => Assert.Equal(StepStatus.Succeeded, step.Status)
                    );
                    Assert.Equal(StepStatus.Waiting, before.Steps[started.Number - 1].Status);
                }
            }
        );

    [Fact]
    public void Evolve_ApprovalsAndRuns_BeginBeforeTheProposalEnds() =>
        Walk(
            (before, _, entry) =>
                Assert.True(
                    entry.Event is not (RollbackApproved or RunStarted) || entry.At < before.Proposal!.ExpiresAt
                )
        );

    [Fact]
    public void Evolve_ARun_IsNeverVoidedExpiredOrReplaced() =>
        Walk(
            (before, _, entry) =>
                Assert.False(
                    (before.Status is IncidentStatus.RollingBack or IncidentStatus.Failed)
                        && (entry.Event is RollbackProposed or ProposalExpired or ProposalVoided or DecisionAsked)
                )
        );

    [Fact]
    public void Evolve_Proposals_NeverRepeatARungOrAStepsKey() =>
        Walk(
            (before, _, entry) =>
            {
                if (entry.Event is RollbackProposed proposed)
                {
                    Assert.DoesNotContain(proposed.Plan.Rung, before.RungsRun);
                    Assert.Equal(before.Plans + 1, proposed.Plan.Version);
                }
            }
        );

    [Fact]
    public void Evolve_TheOneWhoCausedIt_NeverApprovesAloneWithoutAReview() =>
        Walk(
            (before, _, entry) =>
            {
                if (entry.Event is RunStarted && before.Approvals.TrueForAll(approval => approval.By == Some.Deputy))
                {
                    Assert.NotEmpty(before.Decision!.BreakGlass!);
                }

                if (entry.Event is IncidentClosed or IncidentWithdrawn)
                {
                    Assert.Empty(before.ReviewsOwed);
                }
            }
        );

    [Fact]
    public void Of_AnyPrefix_IsValid() =>
        Moves.Sample(
            moves =>
            {
                var story = Told(moves, _ => { });
                for (var length = 1; length <= story.Entries.Count; length++)
                {
                    Check(IncidentFold.Of(story.Entries.Take(length))!, length);
                }

                Assert.Equal(story.State is { IsOpen: true }, story.Environment.OpenIncident is not null);
            },
            iter: 1_000
        );

    private static void Check(Incident incident, int length)
    {
        Assert.Equal(length, incident.Version);
        var running = incident.Steps.Count(step => step.Status == StepStatus.Running);
        Assert.InRange(running, 0, 1);
        Assert.True(running == 0 || incident.Status == IncidentStatus.RollingBack);
        Assert.True(incident.Steps.All(step => step.StartedAt is null) || incident.Decision is not null);
        var distinct = incident.Approvals.Select(approval => approval.By.Name).Distinct().Count();
        Assert.Equal(incident.Approvals.Count, distinct);
        Assert.True(incident.Decision is null || distinct >= incident.Proposal!.Plan.Policy.Required);
        Assert.Equal(incident.Breaches.Count, incident.Breaches.Select(breach => breach.Series).Distinct().Count());
        Assert.True(incident.Status != IncidentStatus.Investigating || incident.RungsRun.Count == 0);
        Assert.True(incident.Status != IncidentStatus.Rejected || incident.Declined is { Until: null });
        Assert.True(
            incident.Declined is null
                || incident.Status
                    is not (IncidentStatus.Approved or IncidentStatus.RollingBack or IncidentStatus.Failed)
        );
    }

    private static void Walk(Action<Incident, Incident, JournalEntry> check) =>
        Moves.Sample(
            moves =>
            {
                Incident? before = null;
                foreach (var entry in Told(moves, _ => { }).Entries)
                {
                    var after = IncidentFold.Evolve(before, entry);
                    if (before is not null)
                    {
                        check(before, after, entry);
                    }

                    before = after;
                }
            },
            iter: 1_000
        );

    /// <summary>First the web, then the API, then nothing new; the deputy caused it; two must approve every third story.</summary>
    private static Story Told((int Kind, int Number, int Who, int Pause)[] moves, Action<Decided> see)
    {
        var story = new Story(
            version =>
                Some.Plan(
                    required: moves.Length % 3 == 1 ? 2 : 1,
                    version: version,
                    targets: [Some.Target(version < 3 ? Component.Web : Component.Api)]
                ),
            causedBy: Some.Deputy.Name
        );
        foreach (var (kind, number, who, pause) in moves)
        {
            story.Wait(pause == 0 ? 1_900 : pause);
            var (command, by) = kind < Advance ? (Command(story, kind, number), People[who]) : Onward(story);
            see(story.Try(command, by));
        }

        return story;
    }

    private static string Json(IEnumerable<JournalEntry> entries) =>
        string.Join(
            '\n',
            entries.Select(entry =>
                $"{entry.At:O} {entry.Actor} {JsonSerializer.Serialize(entry.Event, entry.Event.GetType(), EventBody.Json)}"
            )
        );

    /// <summary>Kinds of a run come up more often than once, so that random stories get somewhere.</summary>
    private static IncidentCommand Command(Story story, int kind, int number) =>
        kind switch
        {
            0 or 1 => new IncidentCommand.Open("INC-0001", "Prod", Some.Verdict()),
            2 => new IncidentCommand.Join(Some.Verdict(TriggerNames.All[number % 3])),
            3 => new IncidentCommand.Advise($"look {number}", []),
            4 or 5 or 6 or 7 => story.Proposal,
            8 => new IncidentCommand.Expire(),
            9 => number > 4 ? new IncidentCommand.Withdraw("recovered") : new IncidentCommand.StartRun(),
            10 or 11 or 12 => new IncidentCommand.Approve(story.Hash),
            13 => new IncidentCommand.Approve(story.Hash, "nobody answers"),
            14 => number > 4 ? new IncidentCommand.Reject("no") : new IncidentCommand.StartRun(),
            15 or 16 or 17 => new IncidentCommand.StartRun(),
            18 or 19 or 20 => new IncidentCommand.StartStep(story.State?.NextStep?.Step.Number ?? number),
            21 => new IncidentCommand.StartStep(number),
            22 => new IncidentCommand.Report(number, ["line"]),
            23 or 24 or 25 => new IncidentCommand.Succeed(story.State?.NextStep?.Step.Number ?? number, "done", []),
            26 => new IncidentCommand.Succeed(number, "done", []),
            27 => new IncidentCommand.Fail(number, "no", [], number % 2 == 0),
            28 => new IncidentCommand.Retry(),
            29 or 30 => new IncidentCommand.FinishRun(),
            31 => number > 4 ? new IncidentCommand.Close("over") : new IncidentCommand.Retry(),
            32 => new IncidentCommand.Warn(),
            33 => number > 3 ? new IncidentCommand.Void("it runs already") : new IncidentCommand.StartRun(),
            34 => new IncidentCommand.Snooze(TimeSpan.FromMinutes(number * 50), "later"),
            35 => new IncidentCommand.NoteDecision(new Dictionary<string, long> { ["a"] = number }),
            36 => new IncidentCommand.AskAgain("it doubled"),
            37 => new IncidentCommand.Review("it was right"),
            38 => new IncidentCommand.Declare(
                "INC-0001",
                number > 5 ? "RTM" : "Prod",
                TriggerNames.All[number],
                Component.Web,
                $"wrong {number % 2}"
            ),
            39 => new IncidentCommand.Note("seen it"),
            _ => new IncidentCommand.Withdraw("recovered"),
        };

    /// <summary>What would come next if all went well: without it random stories hardly ever see a run end.</summary>
    private static (IncidentCommand Command, Actor By) Onward(Story story) =>
        story.State switch
        {
            null => (new IncidentCommand.Open("INC-0001", "Prod", Some.Verdict()), Actor.Watchdog),
            { Status: IncidentStatus.Investigating or IncidentStatus.Stabilising } => (story.Proposal, Actor.Watchdog),
            { Status: IncidentStatus.Proposed, Approvals.Count: 0 } => (
                new IncidentCommand.Approve(story.Hash),
                Some.Ic
            ),
            { Status: IncidentStatus.Proposed } => (new IncidentCommand.Approve(story.Hash), Some.Owner),
            { Status: IncidentStatus.Approved } => (new IncidentCommand.StartRun(), Actor.Watchdog),
            { Status: IncidentStatus.Failed } => (new IncidentCommand.Retry(), Some.Ic),
            { Status: IncidentStatus.RollingBack, NextStep: null } => (new IncidentCommand.FinishRun(), Actor.Watchdog),
            { Status: IncidentStatus.RollingBack, NextStep: { Status: StepStatus.Waiting } next } => (
                new IncidentCommand.StartStep(next.Step.Number),
                Actor.Watchdog
            ),
            { NextStep: { } running } => (new IncidentCommand.Succeed(running.Step.Number, "done", []), Actor.Watchdog),
            _ => (new IncidentCommand.Note("seen it"), Some.Ic),
        };
}
