using Mcpx.Domain.Configuration;

namespace Mcpx.Domain.Tests.Configuration;

public sealed class SlackOptionsTests
{
    public static TheoryData<string, string, SlackOptions> Wrong =>
        new()
        {
            {
                "Watchdog:Slack:Webhook",
                "nonsense",
                new() { Webhook = "nonsense" }
            },
            {
                "Watchdog:Slack:ApiAddress",
                "slack.com/api",
                new() { ApiAddress = "slack.com/api" }
            },
            {
                "Watchdog:Slack:ApiAddress",
                "http://slack.com/api/",
                new() { ApiAddress = "http://slack.com/api/" }
            },
            {
                "Watchdog:Slack:ApiAddress",
                "https://slack.com/?a",
                new() { ApiAddress = "https://slack.com/?a" }
            },
            {
                "Watchdog:Slack:TellWithin",
                "00:00:00",
                new() { TellWithin = TimeSpan.Zero }
            },
            {
                "Watchdog:Slack:Buttons",
                "true",
                new() { Webhook = "https://hooks.example/1", Buttons = true }
            },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_Wrong_IsOneErrorWithKeyAndValue(string key, string value, SlackOptions slack)
    {
        var error = Assert.Single(Errors(slack));

        Assert.Equal((key, value), (error.Key, error.Value));
    }

    [Fact]
    public void Validate_ABotOnThisHost_IsRight() =>
        Assert.Empty(
            Errors(
                new()
                {
                    BotTokenVariable = "BOT",
                    Buttons = true,
                    ApiAddress = "http://127.0.0.1:1/api",
                }
            )
        );

    [Fact]
    public void Warnings_ABotAndNoWebhook_IsSomewhereToSendTo() =>
        Assert.DoesNotContain(
            OptionsValidator.Warnings(new() { Slack = new() { BotTokenVariable = "BOT" } }),
            warning => warning.Contains("Slack", StringComparison.Ordinal)
        );

    private static IReadOnlyList<ConfigurationError> Errors(SlackOptions slack) =>
        OptionsValidator.Validate(
            new()
            {
                Slack = slack,
                Environments = new Dictionary<string, EnvironmentOptions> { ["Prod"] = Some.Environment() },
            },
            ["v1.8.1", "v1.8.2"]
        );
}
