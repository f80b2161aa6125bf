using Mcpx.Db;
using Mcpx.Domain.Comms;
using Mcpx.Domain.Incidents;
using Mcpx.Watchdog.Comms;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mcpx.Watchdog.Tests.Comms;

/// <summary>A test message that somebody asks for on a page: sent once, and what came of it is written down.</summary>
public sealed class ChannelTesterTests
{
    [Fact]
    public async Task Keep_Asked_SendsOneToEachChannelOnceAndKeepsTheAnswers()
    {
        await using var slack = new HostileServer(peer => peer.AnswerAsync("200 OK", headers: "Connection: close\r\n"));
        using var rig = With(slack);
        Assert.Null(Log(rig).Ask(Some.Ic).Refusal);

        await KeepAsync(rig);
        await KeepAsync(rig);

        Assert.Equal(2, slack.Connections);
        var test = rig.Tail.CatchUp().ChannelTest;
        Assert.Equal(("TEST-0001", Some.Ic), (test.Id, test.By));
        Assert.Equal([new("#release", null), new("#incident", null)], test.Answers);
        Assert.NotNull(test.HeldAt);
    }

    [Fact]
    public async Task Keep_TheWebhookRefuses_IsTheAnswer()
    {
        await using var slack = new HostileServer(peer => peer.AnswerAsync("404 Gone"));
        using var rig = With(slack, "#one");
        Log(rig).Ask(Some.Ic);

        await KeepAsync(rig);

        Assert.Equal([new ChannelAnswer("#one", "the webhook answered 404")], rig.Tail.CatchUp().ChannelTest.Answers);
    }

    [Fact]
    public async Task Keep_AskedLongAgo_IsLeftAlone()
    {
        await using var slack = new HostileServer(peer => peer.AnswerAsync("200 OK"));
        using var rig = With(slack, "#one");
        Log(rig).Ask(Some.Ic);
        rig.Time.Advance(ChannelTest.Patience);

        await KeepAsync(rig);

        Assert.Equal(0, slack.Connections);
        Assert.True(rig.Tail.CatchUp().ChannelTest.IsUnheard(rig.Time.GetUtcNow()));
    }

    [Fact]
    public async Task Keep_NobodyAsked_SendsNothing()
    {
        await using var slack = new HostileServer(peer => peer.AnswerAsync("200 OK"));
        using var rig = With(slack, "#one");

        await KeepAsync(rig);

        Assert.Equal(0, slack.Connections);
        Assert.Equal(0, rig.Tail.CatchUp().ChannelTest.Version);
    }

    [Fact]
    public async Task Hold_OfATestThatIsAnswered_ChangesNothing()
    {
        await using var slack = new HostileServer(peer => peer.AnswerAsync("200 OK"));
        using var rig = With(slack, "#one");
        Log(rig).Ask(Some.Ic);
        Log(rig).Hold("TEST-0001", [new("#one", null)]);

        var again = Log(rig).Hold("TEST-0001", [new("#one", "late")]);

        Assert.Null(again.Refusal);
        Assert.Equal([new ChannelAnswer("#one", null)], again.Test.Answers);
        Assert.Equal(2, again.Test.Version);
    }

    private static Rig With(HostileServer slack, params string[] channels) =>
        new(slack: new() { Webhook = slack.Address.OriginalString, Channels = channels });

    private static ChannelLog Log(Rig rig) => new(rig.Store.Journal, rig.Tail, rig.Time);

    private static async Task KeepAsync(Rig rig)
    {
        using var tester = new ChannelTester(
            rig.Slack,
            rig.Tail,
            Log(rig),
            rig.Time,
            NullLogger<ChannelTester>.Instance
        );
        await tester.KeepAsync(CancellationToken.None);
    }
}
