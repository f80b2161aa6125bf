using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rca;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Incidents;

/// <summary>Every command in every state: accepted, or refused with its kind.</summary>
public sealed class TransitionTests
{
    private static readonly Dictionary<string, (Func<Story> Tell, string Accepted, IncidentStatus? Status)> States =
        new()
        {
            ["None"] = (() => new(), "Open Declare", null),
            ["Investigating"] = (Story.Opened, "Advise Propose Withdraw Close", IncidentStatus.Investigating),
            ["Proposed"] = (
                () => new Story().Proposed(),
                "Propose Void Withdraw Approve Reject Snooze",
                IncidentStatus.Proposed
            ),
            ["ProposedAndEnding"] = (
                () => new Story().Proposed().Wait(1_600),
                "Propose Void Withdraw Approve Reject Snooze Warn",
                IncidentStatus.Proposed
            ),
            ["ProposedAndWarned"] = (
                () => new Story().Proposed().Wait(1_600).Then(new IncidentCommand.Warn()),
                "Propose Void Withdraw Approve Reject Snooze",
                IncidentStatus.Proposed
            ),
            ["ProposedAndExpired"] = (
                () => new Story().Proposed().Wait(3_600),
                "Propose Void Withdraw Reject Expire Warn",
                IncidentStatus.Proposed
            ),
            ["Snoozed"] = (
                () => new Story().Proposed().Then(Snooze, Some.Deputy),
                "Propose Void Withdraw Approve Reject Snooze NoteDecision AskAgain",
                IncidentStatus.Proposed
            ),
            ["VoidedWhileSnoozed"] = (
                () =>
                    new Story().Proposed().Then(Snooze, Some.Deputy).Then(new IncidentCommand.Void("it runs already")),
                "Advise Withdraw Close NoteDecision AskAgain",
                IncidentStatus.Investigating
            ),
            ["Reissuable"] = (
                () => new Story().Proposed().Wait(3_600).Then(new IncidentCommand.Expire()),
                "Advise Propose Withdraw Close",
                IncidentStatus.Investigating
            ),
            ["Voided"] = (
                () => new Story().Proposed().Then(new IncidentCommand.Void("it runs already")),
                "Advise Propose Withdraw Close",
                IncidentStatus.Investigating
            ),
            ["Approved"] = (() => new Story().Approved(), "Propose Void StartRun Abort", IncidentStatus.Approved),
            ["RollingBack"] = (() => new Story().Running(), "StartStep Pause Abort", IncidentStatus.RollingBack),
            ["Paused"] = (Paused, "Resume Retry Skip DoneByHand Abort", IncidentStatus.RollingBack),
            ["PausedWhileAStepRuns"] = (
                () => new Story().Running().Then(new IncidentCommand.StartStep(1)).Then(Pause, Some.Ic),
                "Report Succeed Fail AskAttestation Resume Abort",
                IncidentStatus.RollingBack
            ),
            ["Resumed"] = (
                () => Paused().Then(new IncidentCommand.Resume(), Some.Ic),
                "StartStep Pause Abort",
                IncidentStatus.RollingBack
            ),
            ["AbortAskedWhileAStepRuns"] = (
                AbortAsked,
                "Report Succeed Fail AskAttestation Pause",
                IncidentStatus.RollingBack
            ),
            ["Aborted"] = (Aborted, "Close NoteDecision AskAgain", IncidentStatus.Aborted),
            ["StepRunning"] = (
                () => new Story().Running().Then(new IncidentCommand.StartStep(1)),
                "Report Succeed Fail AskAttestation Pause Abort",
                IncidentStatus.RollingBack
            ),
            ["AttestationAsked"] = (
                () => new Story().Running().Then(new IncidentCommand.StartStep(1)).Then(AskAttestation),
                "Report Succeed Fail Attest Pause Abort",
                IncidentStatus.RollingBack
            ),
            ["DeployRunning"] = (Deploying, "CancelStep Pause Abort", IncidentStatus.RollingBack),
            ["CancelAsked"] = (
                () => Deploying().Then(new IncidentCommand.CancelStep("it hangs"), Some.Ic),
                "Pause Abort",
                IncidentStatus.RollingBack
            ),
            ["AllStepsDone"] = (() => new Story().AllSteps(), "FinishRun Pause Abort", IncidentStatus.RollingBack),
            ["DryRunDone"] = (
                () => new Story(Execution.DryRun).AllSteps().Then(new IncidentCommand.FinishRun()),
                "Advise Withdraw Close",
                IncidentStatus.Investigating
            ),
            ["Stabilising"] = (() => new Story().Stabilising(), "Advise Undo Close", IncidentStatus.Stabilising),
            ["StabilisingWithARungLeft"] = (
                () => Rungs().Stabilising(),
                "Advise Propose Undo Close",
                IncidentStatus.Stabilising
            ),
            ["NextRungProposed"] = (() => SecondRung(), "Propose Void Approve Reject Snooze", IncidentStatus.Proposed),
            ["NextRungVoided"] = (
                () => SecondRung().Then(new IncidentCommand.Void("recovered")),
                "Advise Propose Undo Close",
                IncidentStatus.Stabilising
            ),
            ["UndoAsked"] = (UndoAsked, "Void Approve Reject", IncidentStatus.Proposed),
            ["UndoRejected"] = (
                () => UndoAsked().Then(new IncidentCommand.Reject("not tonight"), Some.Owner),
                "Advise Undo Close",
                IncidentStatus.Stabilising
            ),
            ["GlassBroken"] = (() => GlassBroken(), "Propose Void StartRun Review Abort", IncidentStatus.Approved),
            ["GlassBrokenAndVoided"] = (
                () => GlassBroken().Then(new IncidentCommand.Void("it runs already")),
                "Advise Propose Review",
                IncidentStatus.Investigating
            ),
            ["Failed"] = (() => new Story().Failed(), "Retry Skip DoneByHand Abort Close", IncidentStatus.Failed),
            ["Unknown"] = (
                () => new Story().Failed(unknown: true),
                "Retry Skip DoneByHand Abort Close",
                IncidentStatus.Failed
            ),
            ["DoneByHand"] = (
                () => new Story().Failed().Then(new IncidentCommand.DoneByHand("swapped in the portal"), Some.Ic),
                "StartStep Pause Abort",
                IncidentStatus.RollingBack
            ),
            ["Skipped"] = (
                () => new Story().Failed().Then(new IncidentCommand.Skip("announced by telephone"), Some.Ic),
                "Pause Abort",
                IncidentStatus.RollingBack
            ),
            ["Retried"] = (
                () => new Story().Failed().Then(new IncidentCommand.Retry(), Some.Ic),
                "StartStep Pause Abort",
                IncidentStatus.RollingBack
            ),
            ["Rejected"] = (() => Rejected(), "Close NoteDecision AskAgain", IncidentStatus.Rejected),
            ["RejectedAndNoted"] = (() => Rejected().Then(Noted), "Close AskAgain", IncidentStatus.Rejected),
            ["AskedAgain"] = (
                () => Rejected().Then(new IncidentCommand.AskAgain("it doubled")),
                "Advise Propose Withdraw Close",
                IncidentStatus.Investigating
            ),
            ["Withdrawn"] = (
                () => new Story().Proposed().Then(new IncidentCommand.Withdraw("recovered")),
                "",
                IncidentStatus.Withdrawn
            ),
            ["Closed"] = (
                () => new Story().Stabilising().Then(new IncidentCommand.Close("stable"), Some.Ic),
                "",
                IncidentStatus.Closed
            ),
        };

    private static readonly Dictionary<string, Func<Story, IncidentCommand>> Commands = new()
    {
        ["Open"] = _ => new IncidentCommand.Open("INC-0001", "Prod", Some.Verdict()),
        ["Join"] = _ => new IncidentCommand.Join(Some.Verdict(TriggerNames.SseHeartbeat)),
        ["Advise"] = _ => new IncidentCommand.Advise("nothing fits", []),
        ["Propose"] = story => story.Proposal,
        ["Declare"] = _ => new IncidentCommand.Declare(
            "INC-0001",
            "Prod",
            TriggerNames.Business,
            Component.Api,
            "jobs stand still"
        ),
        ["Warn"] = _ => new IncidentCommand.Warn(),
        ["Expire"] = _ => new IncidentCommand.Expire(),
        ["Void"] = _ => new IncidentCommand.Void("the LKG runs already"),
        ["NoteDecision"] = _ => Noted,
        ["AskAgain"] = _ => new IncidentCommand.AskAgain("the snooze ended"),
        ["Snooze"] = _ => Snooze,
        ["Review"] = _ => new IncidentCommand.Review("it was right"),
        ["Withdraw"] = _ => new IncidentCommand.Withdraw("recovered"),
        ["Approve"] = story => new IncidentCommand.Approve(story.Hash),
        ["Reject"] = _ => new IncidentCommand.Reject("no"),
        ["StartRun"] = _ => new IncidentCommand.StartRun(),
        ["StartStep"] = _ => new IncidentCommand.StartStep(1),
        ["Report"] = _ => new IncidentCommand.Report(1, ["line"]),
        ["Succeed"] = _ => new IncidentCommand.Succeed(1, "done", []),
        ["Fail"] = _ => new IncidentCommand.Fail(1, "no", [], Unknown: false),
        ["Retry"] = _ => new IncidentCommand.Retry(),
        ["Pause"] = _ => Pause,
        ["Resume"] = _ => new IncidentCommand.Resume(),
        ["Abort"] = _ => new IncidentCommand.Abort("it is the network"),
        ["Skip"] = _ => new IncidentCommand.Skip("not needed"),
        ["DoneByHand"] = _ => new IncidentCommand.DoneByHand("done in the portal"),
        ["CancelStep"] = _ => new IncidentCommand.CancelStep("it hangs"),
        ["AskAttestation"] = _ => AskAttestation,
        ["Attest"] = _ => new IncidentCommand.Attest(Well: false, "the badge reads Alpha", Picture: null),
        ["Undo"] = Undo,
        ["ReviewHotfix"] = _ => new IncidentCommand.ReviewHotfix(
            new("0043_hotfix.sql", Some.Digest("v1", Component.Api), ReviewSide.Dba, "dora", "fine")
        ),
        ["KeepReport"] = _ => new IncidentCommand.KeepReport(
            ReportStage.Draft,
            0,
            new("the vendor's router", [], []),
            "",
            Some.Digest("v1", Component.Api)
        ),
        ["LinkTicket"] = _ => new IncidentCommand.LinkTicket("https://tickets.example/OPS-7"),
        ["Label"] = _ => new IncidentCommand.Label(Right: true, "it was the release"),
        ["FinishRun"] = _ => new IncidentCommand.FinishRun(),
        ["Close"] = _ => new IncidentCommand.Close("over"),
        ["Note"] = _ => new IncidentCommand.Note("seen it"),
        ["Hold"] = _ => new IncidentCommand.Hold("asked for"),
        ["LiftHold"] = _ => new IncidentCommand.LiftHold("answered"),
        ["Acknowledge"] = _ => new IncidentCommand.Acknowledge(),
        ["SetSeverity"] = _ => new IncidentCommand.SetSeverity(IncidentSeverity.P2, "nobody is cut off"),
        ["TakeRole"] = _ => new IncidentCommand.TakeRole(IncidentRole.Scribe),
        ["HandOverRole"] = _ => new IncidentCommand.HandOverRole(IncidentRole.Deputy, "ada"),
    };

    private static readonly string[] PeoplesCommands =
    [
        "Approve",
        "Reject",
        "Snooze",
        "Review",
        "Declare",
        "Retry",
        "Pause",
        "Resume",
        "Abort",
        "Skip",
        "DoneByHand",
        "CancelStep",
        "Attest",
        "Undo",
        "ReviewHotfix",
        "KeepReport",
        "LinkTicket",
        "Label",
        "Close",
        "Note",
        "Hold",
        "LiftHold",
        "Acknowledge",
        "SetSeverity",
        "TakeRole",
        "HandOverRole",
    ];

    private static IncidentCommand.Snooze Snooze => new(TimeSpan.FromMinutes(10), "the vendor looks at it");

    private static IncidentCommand.AskAttestation AskAttestation =>
        new(1, Some.At(900), ["http://web-1"], ["/dashboard"]);

    private static IncidentCommand.Pause Pause => new("the network team looks");

    private static IncidentCommand.NoteDecision Noted => new(new Dictionary<string, long>());

    public static TheoryData<string, string> All
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var state in States.Keys)
            {
                foreach (var command in Commands.Keys)
                {
                    all.Add(state, command);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Decide_StateAndCommand_AcceptsOrRefusesWithAReason(string state, string command)
    {
        var story = States[state].Tell();
        Assert.Equal(States[state].Status, story.State?.Status);
        var before = story.Entries.Count;

        var decided = story.Try(
            Commands[command](story),
            PeoplesCommands.Contains(command) ? Some.Owner : Actor.Watchdog
        );

        if (Accepts(state, command))
        {
            Assert.Null(decided.Refusal);
            Assert.Equal(Twofold(state, command) ? 2 : 1, decided.Events.Count);
            return;
        }

        if (IsSoAlready(state, command))
        {
            Assert.Equal(Decided.Already, decided);
            return;
        }

        Assert.Empty(decided.Events);
        Assert.Equal(before, story.Entries.Count);
        Assert.Equal(Refused(state, command), decided.Refusal!.Kind);
        Assert.NotEmpty(decided.Refusal.Text);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Decide_WatchdogsCommandByAPerson_IsNeverAccepted(string state, string command)
    {
        if (PeoplesCommands.Contains(command) || command is "Open" or "AskAgain")
        {
            return;
        }

        var story = States[state].Tell();

        Assert.NotNull(story.Try(Commands[command](story), Some.Owner).Refusal);
    }

    [Fact]
    public void Commands_Table_KnowsThemAll() =>
        Assert.Equal(typeof(IncidentCommand).GetNestedTypes().Select(type => type.Name).Order(), Commands.Keys.Order());

    /// <summary>Breaches and declarations join and roles are taken for as long as it is open, notes and holds are taken ever after.</summary>
    private static bool Accepts(string state, string command) =>
        States[state].Accepted.Split(' ').Contains(command)
        || (
            command is "Join" or "Declare" or "TakeRole" or "SetSeverity"
            && state is not ("None" or "Closed" or "Withdrawn")
        )
        || (
            command == "Acknowledge"
            && state
                is "Proposed"
                    or "ProposedAndEnding"
                    or "ProposedAndWarned"
                    or "ProposedAndExpired"
                    or "NextRungProposed"
        )
        || (command == "Label" && States[state].Tell().State?.Proposal is not null)
        || (command is "Note" or "KeepReport" or "LinkTicket" or "Hold" && state != "None");

    /// <summary>What says two things at once.</summary>
    private static bool Twofold(string state, string command) =>
        command == "Expire" || (state == "AbortAskedWhileAStepRuns" && command is ("Succeed" or "Fail"));

    /// <summary>Two people may press the same button.</summary>
    private static bool IsSoAlready(string state, string command) =>
        command switch
        {
            "Pause" => state.StartsWith("Paused", StringComparison.Ordinal),
            "Resume" => States[state].Status == IncidentStatus.RollingBack,
            "Abort" => state == "AbortAskedWhileAStepRuns",
            "CancelStep" => state == "CancelAsked",
            "AskAttestation" => state == "AttestationAsked",
            "Acknowledge" => state == "Snoozed",
            "LiftHold" => state != "None",
            _ => false,
        };

    private static RefusalKind Refused(string state, string command) =>
        state == "None" ? RefusalKind.Unknown
        : (state, command) is ("ProposedAndExpired", "Approve" or "Snooze") ? RefusalKind.Expired
        : command == "HandOverRole" && state is not ("Closed" or "Withdrawn") ? RefusalKind.Role
        : (state, command) is ("GlassBrokenAndVoided", "Close" or "Withdraw") ? RefusalKind.ReviewOwed
        : RefusalKind.NotNow;

    private static Story Rejected() => new Story().Proposed().Then(new IncidentCommand.Reject("we fix it"), Some.Owner);

    private static Story Deploying() => new Story().Running().Step(1).Then(new IncidentCommand.StartStep(2));

    private static Story Paused() => new Story().Running().Then(Pause, Some.Ic);

    private static Story AbortAsked() =>
        new Story()
            .Running()
            .Then(new IncidentCommand.StartStep(1))
            .Then(new IncidentCommand.Abort("it is the network"), Some.Ic);

    private static Story Aborted() => AbortAsked().Then(new IncidentCommand.Succeed(1, "done", []));

    private static Story GlassBroken()
    {
        var story = new Story(causedBy: Some.Ic.Name).Proposed();
        return story.Then(new IncidentCommand.Approve(story.Hash, "nobody answers"), Some.Ic);
    }

    /// <summary>First the web, then the API.</summary>
    private static Story Rungs() =>
        new(version =>
            Some.Plan(version: version, targets: [Some.Target(version == 1 ? Component.Web : Component.Api)])
        );

    private static Story UndoAsked()
    {
        var story = new Story().Stabilising();
        return story.Then(Undo(story), Some.Ic);
    }

    private static IncidentCommand.Undo Undo(Story story)
    {
        var plan = Some.Plan(version: (story.State?.Plans ?? 0) + 1);
        return new(
            plan with
            {
                Undoes = story.State?.LastRun?.Proposal.Plan.Version ?? 1,
                Policy = plan.Policy with { Roles = [Role.DecisionOwner] },
            },
            "it was the network"
        );
    }

    private static Story SecondRung()
    {
        var story = Rungs().Stabilising();
        return story.Then(story.Proposal);
    }
}
