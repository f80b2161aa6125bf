using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Tests.Configuration;

/// <summary>A webhook of Slack's writes to one channel, whatever is configured.</summary>
public sealed class SlackWebhooksTests
{
    private const string Variable = "MCPX_TEST_SLACK_WEBHOOK";
    private const string Slack = "https://hooks.slack.com/services/T0/B0/x";

    [Fact]
    public void Warnings_OneOfSlacksWebhooksForTwoChannels_SaysThatEachMessageComesTwice()
    {
        Environment.SetEnvironmentVariable(Variable, Slack);

        foreach (
            var slack in new SlackOptions[]
            {
                new() { Webhook = Slack },
                new() { WebhookVariable = Variable },
            }
        )
        {
            Assert.Equal(
                "Slack's webhook writes to one channel, and #release and #incident are configured: each message comes 2 times there. "
                    + "Name one channel, or give a bot (docs/slack.md).",
                Assert.Single(Of(slack))
            );
        }
    }

    [Fact]
    public void Warnings_OneChannelABotOrAnotherChat_IsNone()
    {
        Assert.Empty(Of(new() { Webhook = Slack, Channels = ["#one"] }));
        Assert.Empty(Of(new() { Webhook = Slack, BotTokenVariable = "BOT" }));
        Assert.Empty(Of(new() { Webhook = "https://chat.example.com/hooks/x" }));
        Assert.Empty(Of(new()));
    }

    private static IEnumerable<string> Of(SlackOptions slack) => SlackWebhooks.Warnings(new() { Slack = slack });
}
