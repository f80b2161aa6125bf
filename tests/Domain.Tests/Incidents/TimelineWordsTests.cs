using Mcpx.Domain.Comms;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Rca;
using Mcpx.Domain.Silences;
using Mcpx.Domain.Tests.Journal;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Incidents;

public sealed class TimelineWordsTests
{
    [Fact]
    public void Of_EveryEventOfAnIncident_HasWordsExceptStepOutput()
    {
        var events = EventSamples
            .All.Where(sample => sample.GetType().Namespace == typeof(Incident).Namespace)
            .ToList();
        var silent = events
            .Where(happened => TimelineWords.Of(Entries([EventSamples.All[3], happened])).Count == 1)
            .Select(happened => happened.GetType().Name)
            .Order();

        Assert.Equal(
            [
                nameof(ChangeSeen),
                nameof(ConfigurationApplied),
                nameof(DecisionNoted),
                nameof(DeploymentEnded),
                nameof(DeploymentStarted),
                nameof(DeploysFrozen),
                nameof(IncidentBegan),
                nameof(IncidentEnded),
                nameof(LkgPointed),
                nameof(QuarantineLifted),
                nameof(ReleaseQuarantined),
                nameof(SettingReverted),
                nameof(StepReported),
                nameof(WatchdogStarted),
            ],
            silent
        );
    }

    [Fact]
    public void Of_AProposalThatRanOut_SaysWhetherAnybodyWasAsked() =>
        Assert.Equal(
            [
                "The proposal expired unanswered",
                "The proposal ran out while calls were held back",
                "Escalated to the Decision Owner, level 2",
                "Escalated to the Decision Owner, level 3: each proposal asks once from here on",
            ],
            TimelineWords
                .Of(
                    Entries([
                        EventSamples.All[3],
                        new ProposalExpired("ab"),
                        new ProposalExpired("ab") { WasHeld = true },
                        new Escalated(2, Role.DecisionOwner),
                        new Escalated(3, Role.DecisionOwner),
                    ])
                )
                .Skip(1)
                .Select(line => line.Text)
        );

    [Fact]
    public void Of_WholeStory_ReadsAsItHappened()
    {
        var lines = TimelineWords.Of(new Story().Approved().Entries);

        Assert.StartsWith("Incident opened by error-rate: 3.8 %", lines[0].Text, StringComparison.Ordinal);
        Assert.StartsWith("Rollback of Api to v1.8.1 proposed, plan ", lines[1].Text, StringComparison.Ordinal);
        Assert.Equal("ada, Incident Commander", lines[2].Who);
        Assert.Equal([1L, 2, 3], lines.Select(line => line.Position));
    }

    [Fact]
    public void Of_TwoPlans_NamesEachStepAsItsOwnPlanDid()
    {
        var second = Some.Plan(version: 2);
        second = second with { Steps = [.. second.Steps.Select(step => step with { Title = "Something else" })] };
        var lines = TimelineWords.Of(
            Entries([
                new RollbackProposed(Some.Plan(), "ab", "why", [], CausedBy: null, Some.At(60)),
                new StepStarted(1),
                new RollbackProposed(second, "cd", "why", [], CausedBy: null, Some.At(60)),
                new StepStarted(1),
            ])
        );

        Assert.Equal("Step 1 started: Freeze deploys to Prod and announce", lines[1].Text);
        Assert.Equal("Step 1 started: Something else", lines[3].Text);
    }

    [Fact]
    public void Of_DeclaredUnmeasuredAndBreakGlass_AreSaidAsSuch()
    {
        var verdict = Some.Verdict(sentence: "words");
        var lines = TimelineWords.Of(
            Entries([
                new IncidentOpened("INC-0001", "Prod", verdict with { Declared = true }),
                new BreachJoined(verdict with { State = VerdictState.NoData }),
                new BreachJoined(verdict with { Declared = true }),
                new RollbackApproved("ab", Sufficient: true, "nobody answers"),
            ])
        );

        Assert.Equal(
            [
                "Incident declared, error-rate: words",
                "error-rate not measured: words",
                "error-rate declared: words",
                "Rollback approved, plan ab, by break-glass: nobody answers",
            ],
            lines.Select(line => line.Text)
        );
    }

    [Fact]
    public void Of_EveryEventOfAnIncident_MarksTheMomentsAReaderLooksFor() =>
        Assert.Equal(
            [
                nameof(AbortAsked),
                nameof(Acknowledged),
                nameof(AttestationAsked),
                nameof(AttestationGiven),
                nameof(BreakGlassReviewed),
                nameof(CancelAsked),
                nameof(DecisionAsked),
                nameof(DryRunFinished),
                nameof(Escalated),
                nameof(HoldLifted),
                nameof(HoldPlaced),
                nameof(HotfixReviewed),
                nameof(IncidentClosed),
                nameof(IncidentOpened),
                nameof(IncidentPurged),
                nameof(IncidentWithdrawn),
                nameof(ProposalRejected),
                nameof(ProposalSnoozed),
                nameof(ProposalVoided),
                nameof(ReportKept),
                nameof(ReportOpened),
                nameof(RoleHandedOver),
                nameof(RoleTaken),
                nameof(RollbackApproved),
                nameof(RollbackProposed),
                nameof(RollbackWanted),
                nameof(RunAborted),
                nameof(RunPaused),
                nameof(RunResumed),
                nameof(RunSucceeded),
                nameof(SeveritySet),
                nameof(StepDoneByHand),
                nameof(StepFailed),
                nameof(StepSkipped),
                nameof(StepTakenUp),
            ],
            EventSamples
                .All.Where(happened => TimelineWords.Of(Entries([EventSamples.All[3], happened]))[^1].Key)
                .Where(happened => TimelineWords.Of(Entries([EventSamples.All[3], happened])).Count == 2)
                .Select(happened => happened.GetType().Name)
                .Order()
        );

    [Fact]
    public void Of_Declaration_IsAMomentAReaderLooksFor() =>
        Assert.True(
            TimelineWords
                .Of(Entries([new IncidentOpened("INC-0001", "Prod", Some.Verdict() with { Declared = true })]))[0]
                .Key
        );

    [Fact]
    public void Of_TheWatchdogItself_HasNoRoleBehindItsName() =>
        Assert.Equal(Actor.Watchdog.Name, TimelineWords.Of(Story.Opened().Entries)[0].Who);

    [Fact]
    public void Of_ARunWithItsTroubles_TellsEachApart() =>
        Assert.Equal(
            [
                "Step 2 started: Put Api v1.8.1 back",
                "Step 2 failed: exit 1",
                "Step 2 is unknown: no answer",
                "Told #release: start message",
                "Could not tell #release: timeout",
                "Rollback approved, plan ab",
                "error-rate breached: words",
            ],
            TimelineWords
                .Of(
                    Entries([
                        new RollbackProposed(Some.Plan(), "ab", "errors", [], CausedBy: null, Some.At(1_800)),
                        new StepStarted(2),
                        new StepFailed(2, "exit 1", [], Unknown: false),
                        new StepFailed(2, "no answer", [], Unknown: true),
                        new MessageSent("start", "#release", "text", Fault: null),
                        new MessageSent("start", "#release", "text", Fault: "timeout"),
                        new RollbackApproved("ab", Sufficient: true),
                        new BreachJoined(Some.Verdict(sentence: "words")),
                    ])
                )
                .Skip(1)
                .Select(line => line.Text)
        );

    [Fact]
    public void Of_ACallByMention_IsOneLine() =>
        Assert.Equal(
            ["Called ic, Incident Commander, call 1, by Slack"],
            TimelineWords
                .Of(
                    Entries([
                        new PageSent(1, PageAct.Trigger, PageWay.Slack, Role.IncidentCommander, "ic", Fault: null),
                        new MessageSent(MessageKinds.Page(1), "#incident", "@ic take it", Fault: null),
                    ])
                )
                .Select(line => line.Text)
        );

    private static List<JournalEntry> Entries(IEnumerable<IEvent> events) =>
        [.. events.Select((happened, index) => Some.Entry(happened, index + 1))];
}
