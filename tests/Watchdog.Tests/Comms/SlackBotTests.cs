using System.Text.Json;
using Mcpx.Domain.Comms;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Silences;
using Mcpx.Watchdog.Comms;

namespace Mcpx.Watchdog.Tests.Comms;

/// <summary>Messages as a bot: threads, Slack's refusals, and answers that are none.</summary>
public sealed class SlackBotTests
{
    private const string Variable = "MCPX_TEST_SLACK_BOT";
    private const string Token = "bot-token-of-the-tests";

    static SlackBotTests() => Environment.SetEnvironmentVariable(Variable, Token);

    [Fact]
    public async Task Send_Several_GoUnderTheFirstAndBigOnesToTheChannelToo()
    {
        await using var slack = new ApiServer(Accept);
        using var rig = With(slack);

        await rig.Slack.SendAsync("INC-0001", MessageKinds.Proposed, "first", CancellationToken.None);
        await rig.Slack.SendAsync("INC-0001", MessageKinds.Step, "a step", CancellationToken.None);
        await rig.Slack.SendAsync("INC-0001", MessageKinds.Success, "done", CancellationToken.None);

        var bodies = slack.Calls.Select(call => JsonDocument.Parse(call.Body).RootElement).ToList();
        Assert.All(slack.Calls, call => Assert.Equal("/api/chat.postMessage", call.Path));
        Assert.All(slack.Calls, call => Assert.Equal($"Bearer {Token}", call.Authorization));
        Assert.False(bodies[0].TryGetProperty("thread_ts", out _));
        Assert.Equal(
            [("a step", "100.1", false), ("done", "100.1", true)],
            bodies[1..]
                .Select(body =>
                    (
                        body.GetProperty("text").GetString(),
                        body.GetProperty("thread_ts").GetString(),
                        body.GetProperty("reply_broadcast").GetBoolean()
                    )
                )
        );
        Assert.Equal(["100.1", "100.2", "100.3"], rig.Events<MessageSent>().Select(sent => sent.Ts));
    }

    [Theory]
    [InlineData(200, """{"ok":false,"error":"channel_not_found"}""", "Slack answered channel_not_found")]
    [InlineData(200, """{"ok":false,"error":"<!channel> hello"}""", "Slack answered no without a reason")]
    [InlineData(200, """{"ok":false}""", "Slack answered no without a reason")]
    [InlineData(200, """{"ok":"yes"}""", "Slack answered something that cannot be read")]
    [InlineData(200, "[]", "Slack answered something that cannot be read")]
    [InlineData(200, "<html>", "Slack answered something that cannot be read")]
    [InlineData(200, "", "Slack answered something that cannot be read")]
    [InlineData(403, "", "Slack answered 403")]
    [InlineData(302, "", "Slack answered 302")]
    public async Task Send_AnswersOtherThanYes_AreFaultsInWords(int status, string body, string fault)
    {
        await using var slack = new ApiServer(_ => new(status, body));
        using var rig = With(slack);

        await rig.Slack.SendAsync("INC-0001", MessageKinds.Proposed, "hello", CancellationToken.None);

        var sent = Assert.Single(rig.Events<MessageSent>());
        Assert.Equal((fault, null), (sent.Fault, sent.Ts));
        Assert.Single(slack.Calls);
    }

    [Fact]
    public async Task Send_AnswersWithoutEnd_AreNotTakenIn()
    {
        await using var slack = new ApiServer(_ => new(200, new string(' ', 1_000_000)));
        using var rig = With(slack);

        await rig.Slack.SendAsync("INC-0001", MessageKinds.Proposed, "hello", CancellationToken.None);

        Assert.NotNull(Assert.Single(rig.Events<MessageSent>()).Fault);
    }

    [Fact]
    public async Task Send_ATagThatCallsTheChannel_IsEscaped()
    {
        await using var slack = new ApiServer(Accept);
        using var rig = With(slack);

        await rig.Slack.SendAsync(
            "INC-0001",
            MessageKinds.Proposed,
            "**rollback** to <!channel> & <https://evil.example|here>",
            CancellationToken.None
        );

        Assert.Equal(
            "*rollback* to &lt;!channel&gt; &amp; &lt;https://evil.example|here&gt;",
            JsonDocument.Parse(slack.Calls.Single().Body).RootElement.GetProperty("text").GetString()
        );
        Assert.Equal(
            "**rollback** to <!channel> & <https://evil.example|here>",
            Assert.Single(rig.Events<MessageSent>()).Text
        );
    }

    [Fact]
    public async Task Tell_AProposal_MentionsWhoLeadsAndLinksNothingButItsPage()
    {
        await using var slack = new ApiServer(Accept);
        using var rig = With(
            slack,
            buttons: true,
            change: options =>
                options with
                {
                    DashboardAddress = "https://w.example",
                    Roster = new()
                    {
                        IncidentCommander = "rina",
                        Contacts = [new() { Name = "rina", SlackId = "U024RINA" }],
                    },
                }
        );
        const string text = "Proposing <v1>. IC: @rina, Deputy: @deputy. https://w.example/incidents/INC-0001";

        await rig.Slack.TellAsync(
            "INC-0001",
            "#one",
            new(MessageKinds.Proposed, text) { Question = new("INC-0001", "abc123") },
            about: 2,
            _ => true,
            CancellationToken.None
        );

        const string markup =
            "Proposing &lt;v1&gt;. IC: <@U024RINA>, Deputy: @deputy. <https://w.example/incidents/INC-0001>";
        var body = JsonDocument.Parse(slack.Calls.Single().Body).RootElement;
        var section = body.GetProperty("blocks")[0].GetProperty("text");
        Assert.Equal(markup, body.GetProperty("text").GetString());
        Assert.Equal("none", body.GetProperty("parse").GetString());
        Assert.False(body.GetProperty("link_names").GetBoolean());
        Assert.Equal(markup, section.GetProperty("text").GetString());
        Assert.True(section.GetProperty("verbatim").GetBoolean());
        Assert.Equal(text, Assert.Single(rig.Events<MessageSent>()).Text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tell_AProposal_HasButtonsOnlyBehindTheSwitch(bool buttons)
    {
        await using var slack = new ApiServer(Accept);
        using var rig = With(slack, buttons);
        var line = new TellingLine(MessageKinds.Proposed, "Proposing") { Question = new("INC-0001", "abc123") };

        await rig.Slack.TellAsync("INC-0001", "#one", line, about: 2, _ => true, CancellationToken.None);

        var body = slack.Calls.Single().Body;
        Assert.Equal(buttons, body.Contains("\"blocks\"", StringComparison.Ordinal));
        Assert.Equal(buttons, body.Contains("\"value\":\"INC-0001 abc123\"", StringComparison.Ordinal));
        Assert.Equal(buttons, body.Contains(SlackActions.Approve, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"ok":true}""", null)]
    [InlineData(
        """{"ok":false,"error":"invalid_auth"}""",
        "The Slack bot at 127.0.0.1 will not be heard, Slack answered invalid_auth: messages will not arrive."
    )]
    public async Task Check_ABot_IsAskedWhetherItsTokenCounts(string answer, string? warning)
    {
        await using var slack = new ApiServer(call => call.Path == "/api/auth.test" ? ApiReply.Json(answer) : new(404));
        using var rig = With(slack);

        Assert.Equal(warning, await rig.Slack.CheckAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Check_ABotThatCannotBeReached_IsAWarningAtStart()
    {
        var slack = new ApiServer(Accept);
        using var rig = With(slack);
        await slack.DisposeAsync();

        Assert.Equal(
            "The Slack API at 127.0.0.1 cannot be reached: messages will not arrive.",
            await rig.Slack.CheckAsync(CancellationToken.None)
        );
    }

    internal static Rig With(
        ApiServer slack,
        bool buttons = false,
        Func<WatchdogOptions, WatchdogOptions>? change = null
    )
    {
        var rig = new Rig(
            slack: new()
            {
                BotTokenVariable = Variable,
                ApiAddress = $"{slack.Address}/api/",
                Channels = ["#one"],
                Buttons = buttons,
            },
            change: change
        );
        rig.Look(Rig.Breach());
        return rig;
    }

    private static ApiReply Accept(ApiCall call) => Accept(JsonDocument.Parse(call.Body).RootElement);

    /// <summary>Numbers messages by what they say, so that tests beside each other do not count on.</summary>
    private static ApiReply Accept(JsonElement body) =>
        ApiReply.Json(
            $$"""{"ok":true,"channel":"C1","ts":"100.{{body.GetProperty("text").GetString() switch { "a step" => 2, "done" => 3, _ => 1 }}}"}"""
        );
}
