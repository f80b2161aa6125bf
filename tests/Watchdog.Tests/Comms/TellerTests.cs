using System.Text.Json;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Silences;
using Mcpx.Watchdog.Comms;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mcpx.Watchdog.Tests.Comms;

/// <summary>Each channel is told everything once and in order, whatever becomes of the channel and of the watchdog.</summary>
public sealed class TellerTests
{
    [Fact]
    public async Task Look_AfterEachEvent_TellsItOnce()
    {
        await using var slack = new ApiServer(_ => new(200, "ok"));
        using var rig = With(slack);
        var follower = Follower(rig);

        rig.Approved();
        await LookAsync(rig, follower);
        await LookAsync(rig, follower);

        Assert.Equal(
            [MessageKinds.Proposed, MessageKinds.Approved],
            rig.Events<MessageSent>().Select(sent => sent.Kind)
        );
        Assert.Equal(2, slack.Calls.Count);
        Assert.All(rig.Events<MessageSent>(), sent => Assert.NotNull(sent.About));
    }

    [Fact]
    public async Task Look_OnFromTheLastLook_SaysWhatOneWhoReadsAllOfItWouldSay()
    {
        await using var slack = new ApiServer(_ => new(200, "ok"));
        using var rig = With(slack);
        await using var other = new ApiServer(_ => new(200, "ok"));
        using var again = With(other);
        var follower = Follower(rig);

        foreach (var one in (Rig[])[rig, again])
        {
            var incident = one.Approved();
            await LookAsync(one, one == rig ? follower : Follower(one));
            one.Incidents.Execute(incident.Id, new IncidentCommand.StartRun(), Actor.Watchdog);
            one.Incidents.Execute(incident.Id, new IncidentCommand.StartStep(1), Actor.Watchdog);
            await LookAsync(one, one == rig ? follower : Follower(one));
            one.Incidents.Execute(incident.Id, new IncidentCommand.Succeed(1, "frozen", []), Actor.Watchdog);
            one.Incidents.Execute(incident.Id, new IncidentCommand.Abort("it is the network"), Some.Ic);
            await LookAsync(one, one == rig ? follower : Follower(one));
        }

        Assert.Equal(
            again.Events<MessageSent>().Select(sent => (sent.Kind, sent.About, sent.Text)),
            rig.Events<MessageSent>().Select(sent => (sent.Kind, sent.About, sent.Text))
        );
        Assert.Contains(MessageKinds.Aborted, rig.Events<MessageSent>().Select(sent => sent.Kind));
    }

    [Fact]
    public async Task Look_AfterARestart_TellsWhatHappenedMeanwhileAndNothingTwice()
    {
        await using var slack = new ApiServer(_ => new(200, "ok"));
        using var rig = With(slack);
        var incident = rig.Approved();
        await LookAsync(rig, Follower(rig));
        rig.Incidents.Execute(incident.Id, new IncidentCommand.StartRun(), Actor.Watchdog);
        rig.Incidents.Execute(incident.Id, new IncidentCommand.Abort("it is the network"), Some.Ic);
        rig.Time.Advance(TimeSpan.FromMinutes(59));

        await LookAsync(rig, Follower(rig));
        await LookAsync(rig, Follower(rig));

        Assert.Equal(
            [MessageKinds.Proposed, MessageKinds.Approved, MessageKinds.Aborted],
            rig.Events<MessageSent>().Select(sent => sent.Kind)
        );
    }

    [Fact]
    public async Task Look_OlderThanAnHour_IsWrittenDownAsTooLateAndNotTold()
    {
        await using var slack = new ApiServer(_ => new(200, "ok"));
        using var rig = With(slack);
        rig.Approved();
        rig.Time.Advance(TimeSpan.FromMinutes(61));

        await LookAsync(rig, Follower(rig));
        await LookAsync(rig, Follower(rig));

        Assert.Empty(slack.Calls);
        var late = Assert.Single(rig.Events<MessageSent>());
        Assert.Equal("too late: it happened more than 1 h ago", late.Fault);
        Assert.StartsWith("2 messages, of ", late.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_ChannelAsksToWait_WaitsThatLongAndKeepsTheOrder()
    {
        var refused = 0;
        await using var slack = new ApiServer(_ =>
            refused++ == 0 ? new(429, Headers: "Retry-After: 30\r\n") : new(200, "ok")
        );
        using var rig = With(slack);
        rig.Approved();
        var began = rig.Time.GetUtcNow();

        await LookAsync(rig, Follower(rig));

        Assert.Equal(3, slack.Calls.Count);
        Assert.True(rig.Time.GetUtcNow() - began >= TimeSpan.FromSeconds(31));
        Assert.Equal(
            [(MessageKinds.Proposed, null), (MessageKinds.Approved, null)],
            rig.Events<MessageSent>().Select(sent => (sent.Kind, sent.Fault))
        );
    }

    [Fact]
    public async Task Look_ChannelStaysDead_GivesEachUpAfterItsTriesAndGoesOn()
    {
        await using var slack = new ApiServer(_ => new(429));
        using var rig = With(slack);
        rig.Approved();

        await LookAsync(rig, Follower(rig));

        Assert.Equal(2 * ChannelFollower.Tries, slack.Calls.Count);
        Assert.Equal(
            [
                (MessageKinds.Proposed, "the webhook asked to wait 2 s"),
                (MessageKinds.Approved, "the webhook asked to wait 2 s"),
            ],
            rig.Events<MessageSent>().Select(sent => (sent.Kind, sent.Fault))
        );
    }

    [Fact]
    public async Task Look_OnlyTheAnswerIsLost_SaysItOnceMoreAndNotFiveTimes()
    {
        await using var slack = new ApiServer(_ => ApiReply.Lost);
        using var rig = With(slack);
        rig.Approved();

        await LookAsync(rig, Follower(rig));

        Assert.Equal(4, slack.Calls.Count);
        Assert.Equal(
            [(MessageKinds.Proposed, "the webhook broke off"), (MessageKinds.Approved, "the webhook broke off")],
            rig.Events<MessageSent>().Select(sent => (sent.Kind, sent.Fault))
        );
    }

    [Fact]
    public async Task Look_AnswerLostAndThenAskedToWait_IsTriedUntilItArrives()
    {
        var calls = 0;
        await using var slack = new ApiServer(_ =>
            calls++ switch
            {
                0 => ApiReply.Lost,
                1 => new(429, Headers: "Retry-After: 30\r\n"),
                _ => new(200, "ok"),
            }
        );
        using var rig = With(slack);
        rig.Approved();

        await LookAsync(rig, Follower(rig));

        Assert.Equal(4, slack.Calls.Count);
        Assert.All(rig.Events<MessageSent>(), sent => Assert.Null(sent.Fault));
    }

    [Fact]
    public async Task Look_ARefusalThatStays_IsNotTriedAgain()
    {
        await using var slack = new ApiServer(_ => new(404));
        using var rig = With(slack);
        rig.Approved();

        await LookAsync(rig, Follower(rig));

        Assert.Equal(2, slack.Calls.Count);
    }

    [Fact]
    public async Task Look_StepToldTheStart_SaysOnlyThatTheStepIsDone()
    {
        await using var slack = new ApiServer(_ => new(200, "ok"));
        using var rig = With(slack);
        var incident = rig.Approved();
        rig.Incidents.Execute(incident.Id, new IncidentCommand.StartRun(), Actor.Watchdog);
        rig.Incidents.Execute(incident.Id, new IncidentCommand.StartStep(1), Actor.Watchdog);
        await rig.Slack.SendAsync(incident.Id, MessageKinds.Start, "Declaring", CancellationToken.None);
        rig.Incidents.Execute(incident.Id, new IncidentCommand.Succeed(1, "frozen", []), Actor.Watchdog);

        await LookAsync(rig, Follower(rig));

        Assert.Equal(
            [MessageKinds.Start, MessageKinds.Proposed, MessageKinds.Approved, MessageKinds.Step],
            rig.Events<MessageSent>().Select(sent => sent.Kind)
        );
    }

    [Fact]
    public async Task Look_StepCouldNotTellTheStart_TellsIt()
    {
        var dead = true;
        await using var slack = new ApiServer(_ => dead ? new(404) : new(200, "ok"));
        using var rig = With(slack);
        var incident = rig.Approved();
        rig.Incidents.Execute(incident.Id, new IncidentCommand.StartRun(), Actor.Watchdog);
        rig.Incidents.Execute(incident.Id, new IncidentCommand.StartStep(1), Actor.Watchdog);
        await rig.Slack.SendAsync(incident.Id, MessageKinds.Start, "Declaring", CancellationToken.None);
        rig.Incidents.Execute(incident.Id, new IncidentCommand.Succeed(1, "frozen", []), Actor.Watchdog);
        dead = false;

        await LookAsync(rig, Follower(rig));

        Assert.Contains(rig.Incident.Messages, told => told == new Told(MessageKinds.Start, "#one"));
        Assert.Equal(1, rig.Events<MessageSent>().Count(sent => sent is { Kind: MessageKinds.Start, Fault: null }));
    }

    [Fact]
    public async Task SendBeside_AChannelThatHangs_DoesNotHoldTheRunUp()
    {
        await using var slack = new HostileServer(peer => peer.SilenceAsync());
        using var rig = new Rig(slack: new() { Webhook = slack.Address.OriginalString, Channels = ["#one"] });
        rig.Look(Rig.Breach());
        var sending = rig.Slack.SendBesideAsync("INC-0001", MessageKinds.Start, "hello", CancellationToken.None);
        await Wait.UntilAsync("connected", () => slack.Connections > 0);

        rig.Time.Advance(SlackNotifier.Patience);
        var lines = await sending;

        Assert.Equal(["no answer within 3 s: telling goes on beside the run"], lines);
        Assert.Empty(rig.Events<MessageSent>());
        await Wait.UntilAsync("written down all the same", () => rig.Events<MessageSent>().Count == 1);
        Assert.Equal("the webhook did not answer in time", rig.Events<MessageSent>()[0].Fault);
    }

    [Fact]
    public async Task Teller_Runs_TellsEveryChannelWithoutWaitingForADeadOne()
    {
        await using var slack = new ApiServer(call =>
            JsonDocument.Parse(call.Body).RootElement.GetProperty("channel").GetString() == "#dead"
                ? ApiReply.Silent
                : new(200, "ok")
        );
        using var rig = new Rig(slack: new() { Webhook = slack.Address, Channels = ["#dead", "#alive"] });
        rig.Approved();
        using var teller = new Teller(
            rig.Options,
            rig.Store.Journal,
            rig.Tail,
            rig.Incidents,
            rig.Slack,
            rig.Time,
            NullLogger<Teller>.Instance
        );

        await teller.StartAsync(CancellationToken.None);
        await Wait.UntilAsync(
            rig.Time,
            "both told",
            () => rig.Events<MessageSent>().Count(sent => sent is { Channel: "#alive", Fault: null }) == 2
        );
        await teller.StopAsync(CancellationToken.None);

        Assert.DoesNotContain(rig.Events<MessageSent>(), sent => sent is { Channel: "#dead", Fault: null });
    }

    private static Rig With(ApiServer slack) => new(slack: new() { Webhook = slack.Address, Channels = ["#one"] });

    private static ChannelFollower Follower(Rig rig) =>
        new("#one", rig.Options, rig.Store.Journal, rig.Tail, rig.Incidents, rig.Slack, rig.Time);

    private static async Task LookAsync(Rig rig, ChannelFollower follower)
    {
        var looking = follower.LookAsync(CancellationToken.None);
        await Wait.UntilAsync(rig.Time, "looked", () => looking.IsCompleted);
        await looking;
    }
}
