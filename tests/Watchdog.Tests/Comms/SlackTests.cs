using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Silences;
using Mcpx.Watchdog.Comms;

namespace Mcpx.Watchdog.Tests.Comms;

public sealed class SlackTests
{
    private static readonly RosterOptions Roster = new() { IncidentCommander = "rita", Deputy = "sam" };

    [Fact]
    public void Start_Filled_IsTheRunbooksTemplate() =>
        Assert.Equal(
            "Declaring **rollback** in **Prod** for MCPX-KendoBridge. Current release v1.9.0 failing due to availability and sse-heartbeat. Reverting to LKG v1.8.2 now. IC: @rita, Deputy: @sam.",
            RunMessages.Start(Some.Plan(Some.Environment()), "availability and sse-heartbeat", Roster)
        );

    [Fact]
    public void Success_Measured_IsTheRunbooksTemplate() =>
        Assert.Equal(
            "Rollback complete in **Prod**. Reverted to v1.8.2. Health/Ready ✅. SSE TTFB 12 ms, heartbeat 1 s. Investigating root cause on v1.9.0.",
            RunMessages.Success(
                Some.Plan(Some.Environment()),
                [
                    new(CheckNames.FirstEvent, "12 ms", "at most 200 ms", Passed: true),
                    new(CheckNames.MedianGap, "1 s", "at most 10 s", Passed: true),
                ]
            )
        );

    [Fact]
    public void Success_NothingMeasured_SaysSo() =>
        Assert.Equal(
            "Rollback complete in **Prod**. Reverted to v1.8.2. Health/Ready ✅. SSE TTFB not measured, heartbeat not measured. Investigating root cause on v1.9.0.",
            RunMessages.Success(Some.Plan(Some.Environment()), [])
        );

    [Fact]
    public async Task Send_Answers200_IsTheSlackShapeRedactedAndToldOnce()
    {
        var bodies = new List<string>();
        await using var slack = new HostileServer(async peer => bodies.Add(await TakeAsync(peer)));
        using var rig = Incident(slack);

        var lines = await SendAsync(rig, $"leaking {TestEnvironment.PortalToken}");
        var again = await SendAsync(rig, "again");

        Assert.Equal(["told #release", "told #incident"], lines);
        Assert.Empty(again);
        var first = JsonDocument.Parse(bodies[0]).RootElement;
        Assert.Equal(
            ("#release", "leaking [redacted: configured secret]"),
            (first.GetProperty("channel").GetString(), first.GetProperty("text").GetString())
        );
        Assert.Equal(
            [
                ("start", "#release", "leaking [redacted: configured secret]", null),
                ("start", "#incident", "leaking [redacted: configured secret]", null),
            ],
            rig.Events<MessageSent>().Select(m => (m.Kind, m.Channel, m.Text, m.Fault))
        );
    }

    [Fact]
    public async Task Send_Answers404_IsWrittenDownAndTriedAgainNextTime()
    {
        await using var slack = new HostileServer(peer => peer.AnswerAsync("404 Gone"));
        using var rig = Incident(slack);

        await SendAsync(rig, "hello");
        await SendAsync(rig, "hello");

        Assert.Equal(4, rig.Events<MessageSent>().Count);
        Assert.All(rig.Events<MessageSent>(), sent => Assert.Equal("the webhook answered 404", sent.Fault));
    }

    [Fact]
    public async Task Send_Answers500_IsWrittenDown()
    {
        await using var slack = new HostileServer(peer =>
            peer.AnswerAsync("500 Sorry", headers: "Connection: close\r\n")
        );
        using var rig = Incident(slack, "#one");

        var lines = await SendAsync(rig, "hello");

        Assert.Equal(["could not tell #one: the webhook answered 500"], lines);
        Assert.Equal(1, slack.Connections);
    }

    [Fact]
    public async Task Send_Hangs_EndsInTimeAndIsWrittenDown()
    {
        await using var slack = new HostileServer(peer => peer.SilenceAsync());
        using var rig = Incident(slack, "#one");
        var started = Stopwatch.GetTimestamp();

        var lines = await SendAsync(rig, "hello");

        Assert.Equal(["could not tell #one: the webhook did not answer in time"], lines);
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(14));
        Assert.Equal("the webhook did not answer in time", Assert.Single(rig.Events<MessageSent>()).Fault);
    }

    [Fact]
    public async Task Send_DiskIsFull_IsSentOnceAndWrittenDownWhenThereIsRoom()
    {
        await using var slack = new ApiServer(_ => new(200, "ok"));
        using var rig = new Rig(slack: new() { Webhook = slack.Address, Channels = ["#one"] });
        rig.Look(Rig.Breach());
        rig.Fill();

        await Assert.ThrowsAnyAsync<DbException>(() => SendAsync(rig, "hello"));
        await Assert.ThrowsAnyAsync<DbException>(() => SendAsync(rig, "hello"));
        rig.Clear();

        Assert.Empty(await SendAsync(rig, "hello"));
        Assert.Single(slack.Calls);
        Assert.Null(Assert.Single(rig.Events<MessageSent>()).Fault);
    }

    [Fact]
    public async Task Send_NobodyThere_IsWrittenDown()
    {
        await using var slack = new HostileServer(_ => Task.CompletedTask);
        await slack.CloseAsync();
        using var rig = Incident(slack, "#one");

        Assert.Equal(["could not tell #one: the webhook cannot be reached"], await SendAsync(rig, "hello"));
    }

    [Theory]
    [InlineData(MessageKinds.Start)]
    [InlineData(MessageKinds.Success)]
    [InlineData(MessageKinds.Failure)]
    public async Task Send_SilencedButOfAnApprovedRun_GoesOut(string kind)
    {
        await using var slack = new HostileServer(async peer => await TakeAsync(peer));
        using var rig = Silenced(slack);

        Assert.Equal(["told #one"], await rig.Slack.SendAsync(rig.Incident.Id, kind, "hello", CancellationToken.None));
        Assert.Empty(rig.Events<MessageMuted>());
    }

    [Fact]
    public async Task Send_SilencedAndOfNoRun_IsKeptBackAndWrittenDownOnce()
    {
        await using var slack = new HostileServer(async peer => await TakeAsync(peer));
        using var rig = Silenced(slack);
        var text = $"leaking {TestEnvironment.PortalToken}";

        var lines = await rig.Slack.SendAsync(rig.Incident.Id, "opened", text, CancellationToken.None);
        var again = await rig.Slack.SendAsync(rig.Incident.Id, "opened", text, CancellationToken.None);

        Assert.StartsWith(
            "kept from #one: silence SIL-0001 by ada until ",
            Assert.Single(lines),
            StringComparison.Ordinal
        );
        Assert.Empty(again);
        Assert.Equal(0, slack.Connections);
        var muted = Assert.Single(rig.Events<MessageMuted>());
        Assert.Equal(
            ("opened", "#one", "leaking [redacted: configured secret]", "SIL-0001"),
            (muted.Kind, muted.Channel, muted.Text, muted.Silence)
        );
        Assert.EndsWith(": known trouble", muted.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_SilenceRanOut_GoesOut()
    {
        await using var slack = new HostileServer(async peer => await TakeAsync(peer));
        using var rig = Silenced(slack);
        rig.Time.Advance(TimeSpan.FromMinutes(11));

        Assert.Equal(
            ["told #one"],
            await rig.Slack.SendAsync(rig.Incident.Id, "opened", "hello", CancellationToken.None)
        );
    }

    /// <summary>An open incident whose environment is silenced for ten minutes.</summary>
    private static Rig Silenced(HostileServer slack)
    {
        var rig = Incident(slack, "#one");
        rig.Environments.Append(
            "Prod",
            Some.Ic,
            state =>
                SilenceDecision
                    .Set(
                        state.Silences,
                        new(SilenceKind.Silence, [], From: null, rig.Time.GetUtcNow().AddMinutes(10), "known trouble"),
                        new("ada", Role.IncidentCommander),
                        new(),
                        new(),
                        rig.Time.GetUtcNow()
                    )
                    .Events
        );
        return rig;
    }

    [Fact]
    public async Task Send_NoWebhook_IsWrittenDown()
    {
        using var rig = new Rig(slack: new() { Channels = ["#one"] });
        rig.Look(Rig.Breach());

        Assert.Equal(["could not tell #one: no webhook is configured"], await SendAsync(rig, "hello"));
    }

    [Fact]
    public async Task Check_HangingWebhook_IsAWarningAndNoCrash()
    {
        await using var slack = new HostileServer(peer => peer.SilenceAsync());
        using var rig = new Rig(slack: new() { Webhook = slack.Address.OriginalString });

        var warning = await rig.Slack.CheckAsync(CancellationToken.None);

        Assert.Equal("The Slack webhook at 127.0.0.1 cannot be reached: messages will not arrive.", warning);
    }

    [Fact]
    public async Task Check_AnythingThatAnswers_IsNoWarning()
    {
        await using var slack = new HostileServer(peer => peer.AnswerAsync("405 No"));
        using var rig = new Rig(slack: new() { Webhook = slack.Address.OriginalString });

        Assert.Null(await rig.Slack.CheckAsync(CancellationToken.None));
    }

    private static Rig Incident(HostileServer slack, params string[] channels)
    {
        var rig = new Rig(slack: new() { Webhook = slack.Address.OriginalString, Channels = channels });
        rig.Look(Rig.Breach());
        return rig;
    }

    private static Task<IReadOnlyList<string>> SendAsync(Rig rig, string text) =>
        rig.Slack.SendAsync("INC-0001", MessageKinds.Start, text, CancellationToken.None);

    /// <summary>Reads a whole posted body, however it is framed, and answers ok.</summary>
    private static async Task<string> TakeAsync(Peer peer)
    {
        var head = await peer.ReadAsync();
        var length = head.Split("\r\n")
            .FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.Ordinal));
        var body = length is null
            ? (await peer.ReadUntilAsync("\r\n0\r\n\r\n")).Split("\r\n")[1]
            : await peer.ReadUntilAsync("}");
        await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
        return body;
    }
}
