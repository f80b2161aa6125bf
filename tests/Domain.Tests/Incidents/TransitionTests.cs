using Mcpx.Domain.Incidents;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Incidents;

/// <summary>Every command in every state: accepted, or refused with its kind.</summary>
public sealed class TransitionTests
{
    private static readonly Dictionary<string, (Func<Story> Tell, string Accepted, IncidentStatus? Status)> States =
        new()
        {
            ["None"] = (() => new(), "Open", null),
            ["Investigating"] = (Story.Opened, "Join Advise Propose Withdraw Close", IncidentStatus.Investigating),
            ["Proposed"] = (() => new Story().Proposed(), "Join Withdraw Approve Reject", IncidentStatus.Proposed),
            ["ProposedAndExpired"] = (
                () => new Story().Proposed().Wait(3_600),
                "Join Withdraw Reject Expire",
                IncidentStatus.Proposed
            ),
            ["Reissuable"] = (
                () => new Story().Proposed().Wait(3_600).Then(new IncidentCommand.Expire()),
                "Join Advise Propose Withdraw Close",
                IncidentStatus.Investigating
            ),
            ["Approved"] = (() => new Story().Approved(), "Join StartRun", IncidentStatus.Approved),
            ["RollingBack"] = (() => new Story().Running(), "Join StartStep", IncidentStatus.RollingBack),
            ["StepRunning"] = (
                () => new Story().Running().Then(new IncidentCommand.StartStep(1)),
                "Join Report Succeed Fail",
                IncidentStatus.RollingBack
            ),
            ["AllStepsDone"] = (() => new Story().AllSteps(), "Join FinishRun", IncidentStatus.RollingBack),
            ["Stabilising"] = (() => new Story().Stabilising(), "Join Close", IncidentStatus.Stabilising),
            ["Failed"] = (() => new Story().Failed(), "Join Retry Close", IncidentStatus.Failed),
            ["Unknown"] = (() => new Story().Failed(unknown: true), "Join Retry Close", IncidentStatus.Failed),
            ["Retried"] = (
                () => new Story().Failed().Then(new IncidentCommand.Retry(), Some.Ic),
                "Join StartStep",
                IncidentStatus.RollingBack
            ),
            ["Rejected"] = (
                () => new Story().Proposed().Then(new IncidentCommand.Reject("we fix it forward"), Some.Owner),
                "Join Close",
                IncidentStatus.Rejected
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
        ["Expire"] = _ => new IncidentCommand.Expire(),
        ["Withdraw"] = _ => new IncidentCommand.Withdraw("recovered"),
        ["Approve"] = story => new IncidentCommand.Approve(story.Hash),
        ["Reject"] = _ => new IncidentCommand.Reject("no"),
        ["StartRun"] = _ => new IncidentCommand.StartRun(),
        ["StartStep"] = _ => new IncidentCommand.StartStep(1),
        ["Report"] = _ => new IncidentCommand.Report(1, ["line"]),
        ["Succeed"] = _ => new IncidentCommand.Succeed(1, "done", []),
        ["Fail"] = _ => new IncidentCommand.Fail(1, "no", [], Unknown: false),
        ["Retry"] = _ => new IncidentCommand.Retry(),
        ["FinishRun"] = _ => new IncidentCommand.FinishRun(),
        ["Close"] = _ => new IncidentCommand.Close("over"),
        ["Note"] = _ => new IncidentCommand.Note("seen it"),
    };

    private static readonly string[] PeoplesCommands = ["Approve", "Reject", "Retry", "Close", "Note"];

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

        if (States[state].Accepted.Split(' ').Contains(command) || (command == "Note" && state != "None"))
        {
            Assert.Null(decided.Refusal);
            Assert.Single(decided.Events);
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
        if (PeoplesCommands.Contains(command) || command == "Open")
        {
            return;
        }

        var story = States[state].Tell();

        Assert.NotNull(story.Try(Commands[command](story), Some.Owner).Refusal);
    }

    [Fact]
    public void Commands_Table_KnowsThemAll() =>
        Assert.Equal(typeof(IncidentCommand).GetNestedTypes().Select(type => type.Name).Order(), Commands.Keys.Order());

    private static RefusalKind Refused(string state, string command) =>
        state == "None" ? RefusalKind.Unknown
        : (state, command) == ("ProposedAndExpired", "Approve") ? RefusalKind.Expired
        : RefusalKind.NotNow;
}
