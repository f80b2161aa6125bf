using Mcpx.Domain.Configuration;

namespace Mcpx.Domain.Tests.Configuration;

/// <summary>At least a year, and each grain longer than the finer one.</summary>
public sealed class RetentionOptionsTests
{
    public static TheoryData<string, RetentionOptions> Wrong =>
        new()
        {
            {
                "Watchdog:Retention:Journal = 364.23:59:59",
                new() { Journal = TimeSpan.FromDays(365) - TimeSpan.FromSeconds(1) }
            },
            {
                "Watchdog:Retention:RawReadings = 00:59:59",
                new() { RawReadings = new(0, 59, 59) }
            },
            {
                "Watchdog:Retention:MinuteReadings = 2.00:00:00",
                new() { MinuteReadings = TimeSpan.FromHours(48) }
            },
            {
                "Watchdog:Retention:HourReadings = 364.00:00:00",
                new() { HourReadings = TimeSpan.FromDays(364) }
            },
            {
                "Watchdog:Retention:HourReadings = 400.00:00:00",
                new() { MinuteReadings = TimeSpan.FromDays(400) }
            },
        };

    public static TheoryData<string, AnchorOptions> WrongAnchor =>
        new()
        {
            {
                "Watchdog:Journal:Anchor:Interval = 00:00:09",
                new() { Interval = TimeSpan.FromSeconds(9) }
            },
            {
                "Watchdog:Journal:Anchor:KeyVariable = none",
                new() { File = "anchors.jsonl" }
            },
            {
                "Watchdog:Journal:Anchor:File =  ",
                new() { File = " ", KeyVariable = "K" }
            },
            {
                "Watchdog:Journal:Anchor:Webhook = nowhere",
                new() { Webhook = "nowhere" }
            },
            {
                "Watchdog:Journal:Anchor:WebhookVariable = W",
                new() { Webhook = "http://a", WebhookVariable = "W" }
            },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_TooShort_NamesKeyAndValue(string says, RetentionOptions retention) =>
        Assert.StartsWith(says, Assert.Single(Errors(new() { Retention = retention })), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(WrongAnchor))]
    public void Validate_WrongAnchor_NamesKeyAndValue(string says, AnchorOptions anchor) =>
        Assert.StartsWith(
            says,
            Assert.Single(Errors(new() { Journal = new() { Anchor = anchor } })),
            StringComparison.Ordinal
        );

    [Fact]
    public void Validate_Defaults_AreRight() => Assert.Empty(Errors(new()));

    [Fact]
    public void WithoutSecrets_AnchorsWebhook_LosesItsPath() =>
        Assert.Equal(
            "https://hooks.example/…",
            new WatchdogOptions { Journal = new() { Anchor = new() { Webhook = "https://hooks.example/a/secret" } } }
                .WithoutSecrets()
                .Journal.Anchor.Webhook
        );

    private static IEnumerable<string> Errors(WatchdogOptions options) =>
        OptionsValidator
            .Validate(options, [])
            .Select(error => error.ToString())
            .Where(error =>
                error.Contains(":Retention:", StringComparison.Ordinal)
                || error.Contains(":Anchor:", StringComparison.Ordinal)
            );
}
