using Mcpx.Dashboard.Components.Pages.Settings;
using Mcpx.Dashboard.Components.Pages.Silences;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Tests.Pages;

public sealed class SettingsViewTests
{
    private const string Gap = "SseHeartbeat:LimitGap";

    [Fact]
    public void Rows_Unconfigured_AreTheRunbooksAndFromTheDefault()
    {
        var rows = SettingRow.Of("Prod", new(), new Dictionary<string, IReadOnlyList<string>>());

        Assert.All(rows, row => Assert.Equal((false, "default"), (row.Differs, row.From)));
        Assert.Equal(TriggerNames.All.Order(), rows.Select(row => row.Trigger).Distinct().Order());
        Assert.Equal("15 s", Assert.Single(rows, row => row.Path == Gap).Value);
        Assert.Equal("1 %", Assert.Single(rows, row => row.Path == "ErrorRate:LimitPercent").Value);
        Assert.Equal("2 min", Assert.Single(rows, row => row.Path == "Latency:Window").Value);
        Assert.Contains(rows, row => row.Path == "ErrorRate:Normal:Minutes");
    }

    [Theory]
    [InlineData("watchdog.json", "watchdog.json")]
    [InlineData("environment", "variable Watchdog__Environments__Prod__Triggers__SseHeartbeat__LimitGap")]
    public void Rows_Configured_SayWhereFromAndThatItDiffers(string origin, string expected)
    {
        var options = With(new() { SseHeartbeat = new() { LimitGap = TimeSpan.FromSeconds(20) } });
        var origins = new Dictionary<string, IReadOnlyList<string>>
        {
            // Names of variables come in any case.
            [origin] = [$"watchdog:environments:prod:triggers:sseheartbeat:limitgap"],
        };

        var row = Assert.Single(SettingRow.Of("Prod", options, origins), row => row.Differs);

        Assert.Equal((Gap, "20 s", "15 s", expected), (row.Path, row.Value, row.Default, row.From));
    }

    [Fact]
    public void Rows_HoldConfigured_SayThatTheWindowFollowsIt()
    {
        var options = With(new() { Latency = new() { HoldFor = TimeSpan.FromMinutes(5) } });

        var rows = SettingRow.Of("Prod", options, new Dictionary<string, IReadOnlyList<string>>());

        var window = Assert.Single(rows, row => row.Path == "Latency:Window");
        Assert.Equal(("1 min", "2 min", true), (window.Value, window.Default, window.Differs));
        Assert.StartsWith("a fifth of the hold", window.From, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_WrittenByAnOlderWatchdog_DoNotGuessWhereFrom() =>
        Assert.All(SettingRow.Of("Prod", new(), null), row => Assert.Equal("not recorded", row.From));

    [Fact]
    public void Others_WhatIsNotADefault_IsListedWithoutTheThresholds()
    {
        var options = With(new() { SseHeartbeat = new() { LimitGap = TimeSpan.FromSeconds(20) } }) with
        {
            Execution = Execution.DryRun,
        };

        var other = Assert.Single(OtherSetting.Of("Prod", options, null));

        Assert.Equal(("Execution", "DryRun", "Off"), (other.Key, other.Value, other.Default));
    }

    [Theory]
    [InlineData(Gap, "20 s", 20_000)]
    [InlineData(Gap, "1.5min", 90_000)]
    [InlineData(Gap, "1,5 min", 90_000)]
    [InlineData(Gap, "20,25 s", 20_250)]
    [InlineData(Gap, "00:00:20", 20_000)]
    [InlineData(Gap, "500ms", 500)]
    public void Trial_ADuration_IsTakenInEveryUsualForm(string path, string text, int milliseconds)
    {
        var trial = ThresholdTrial.Of("Prod", new(), path, text);

        Assert.Null(trial.Problem);
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), trial.Options!.Triggers.SseHeartbeat.LimitGap);
    }

    [Fact]
    public void Trial_Snippet_IsWhatTheFileTakes()
    {
        var trial = ThresholdTrial.Of("Prod", new(), "ErrorRate:Normal:Minutes", "90");

        Assert.Equal(90, trial.Options!.Triggers.ErrorRate.Normal.Minutes);
        Assert.Equal(
            """{"Watchdog":{"Environments":{"Prod":{"Triggers":{"ErrorRate":{"Normal":{"Minutes":90}}}}}}}""",
            string.Concat(trial.Snippet!.Where(c => !char.IsWhiteSpace(c)))
        );
    }

    [Theory]
    [InlineData(Gap, "20", "must be a time with its unit")]
    [InlineData(Gap, "1,234 s", "must be a time with its unit")]
    [InlineData("ErrorRate:LimitPercent", "1,234", "must be a number")]
    [InlineData("ErrorRate:LimitPercent", "1.000,5", "must be a number")]
    [InlineData(Gap, "-3 s", "must be")]
    [InlineData(Gap, "0 s", "SseHeartbeat:LimitGap = ")]
    [InlineData(Gap, "999999999999999 d", "must be a time")]
    [InlineData("Latency:MinimumCalls", "many", "must be a whole number")]
    [InlineData("ErrorRate:LimitPercent", "101", "ErrorRate:LimitPercent = 101")]
    [InlineData("Latency:Window", "5 min", "at most a fifth of HoldFor")]
    [InlineData("Latency:Severity", "P9", "must be P1")]
    [InlineData("No:Such", "1", "is no threshold")]
    [InlineData("Latency:EffectiveWindow", "1 s", "is no threshold")]
    public void Trial_WhatTheWatchdogWouldRefuse_SaysWhy(string path, string text, string problem)
    {
        var trial = ThresholdTrial.Of("Prod", new(), path, text);

        Assert.Contains(problem, trial.Problem, StringComparison.Ordinal);
        Assert.Null(trial.Snippet);
    }

    [Fact]
    public void Draft_BeginsLater_LastsFromThen()
    {
        var now = new DateTimeOffset(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);
        var draft = new SilenceDraft(new()) { BeginsIn = 120, Reason = "the network is changed" };

        var request = draft.At(now);

        Assert.Equal((now.AddHours(2), now.AddHours(3)), (request.From, request.Until));
        Assert.Null(new SilenceDraft(new()).At(now).From);
    }

    private static EnvironmentOptions With(TriggerOptions triggers) => new() { Triggers = triggers };
}
