using Bunit;
using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Tests.Components;

public sealed class SharedComponentTests
{
    private static readonly DateTimeOffset Noon = new(2025, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task TriggerChip_Breached_SaysNameWordAndSentence()
    {
        await using var ctx = new BunitContext();
        var chip = new TriggerChipModel(
            "error-rate",
            VerdictState.Breached,
            "Breached 3.8 %",
            "214 of 5,630 calls, limit 1 %",
            "environments/Prod#error-rate"
        );
        var link = ctx.Render<TriggerChip>(parameters => parameters.Add(c => c.Chip, chip)).Find("a");

        Assert.Equal("error-rate Breached 3.8 %. 214 of 5,630 calls, limit 1 %", link.GetAttribute("aria-label"));
        Assert.Contains("hot", link.ClassList);
        Assert.Contains("Breached 3.8 %", link.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TriggerChip_NotWatchedHere_IsNoState()
    {
        await using var ctx = new BunitContext();
        var chip = new TriggerChipModel("parity", null, "RTM only", "", "#");
        var link = ctx.Render<TriggerChip>(parameters => parameters.Add(c => c.Chip, chip)).Find("a");
        Assert.Equal("parity RTM only. Not watched here", link.GetAttribute("aria-label"));
        Assert.DoesNotContain("hot", link.ClassList);
    }

    [Theory]
    [InlineData("Pending 6/10 min", "Pending 6/10 min")]
    [InlineData("Recovering 541 ms", "Recovering 541 ms")]
    [InlineData("Not enough 12/5000", "Not enough 12/50…")]
    public void ShortReading_OfAnyReading_HasAtMostSeventeenCharacters(string reading, string shown)
    {
        var chip = new TriggerChipModel("latency", VerdictState.Pending, reading, "", "#");
        Assert.Equal(shown, chip.ShortReading);
        Assert.True(chip.ShortReading.Length <= TriggerChipModel.MostCharacters);
    }

    [Fact]
    public void BreachBar_OfTimeOverTheLimit_SaysHowFarAndIsNeverWiderThanFull()
    {
        var bar = BreachBarModel.Of(VerdictState.Breached, TimeSpan.FromSeconds(1096), TimeSpan.FromMinutes(10));
        Assert.Equal(("18:16 of 10:00", "100%"), (bar.Text, bar.Width));
        Assert.Equal(
            "60%",
            BreachBarModel.Of(VerdictState.Pending, TimeSpan.FromMinutes(6), TimeSpan.FromMinutes(10)).Width
        );
        Assert.Equal(
            "at once, 14:54 ago",
            BreachBarModel.Of(VerdictState.Breached, TimeSpan.FromSeconds(894), TimeSpan.Zero).Text
        );
    }

    [Fact]
    public async Task StepList_UnknownStep_SaysTheWord()
    {
        await using var ctx = new BunitContext();
        StepModel[] steps = [new(3, "Wait for /ready", StepPhase.Unknown), new(4, "Validate", StepPhase.Running)];
        var list = ctx.Render<StepList>(parameters => parameters.Add(c => c.Steps, steps));
        Assert.Equal("Unknown", list.Find("li.unknown b.word").TextContent);
        Assert.Equal("step", list.Find("li.running").GetAttribute("aria-current"));
        Assert.Contains(", running", list.Find("li.running").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StepList_WithOutput_KeepsLinesAndChecksWithoutMeasureSayNone()
    {
        await using var ctx = new BunitContext();
        StepModel[] steps =
        [
            new(
                5,
                "Validate",
                StepPhase.Running,
                Progress: 0.494,
                Checks: [new("UI", null, "all render", StepPhase.Waiting, "Waiting")],
                Output: [new(Noon, "one  two"), new(Noon, "failed", OutputTone.Bad)]
            ),
        ];
        var list = ctx.Render<StepList>(parameters => parameters.Add(c => c.Steps, steps));
        Assert.Equal("49", list.Find("[role=progressbar]").GetAttribute("aria-valuenow"));
        Assert.Equal("none", list.Find("td.b").TextContent.Trim());
        Assert.Equal(
            ["12:00:00one  two", "12:00:00failed"],
            list.FindAll("pre > span").Select(static line => line.TextContent)
        );
        Assert.Equal("Output of step 5", list.Find("pre").GetAttribute("aria-label"));
    }

    [Fact]
    public async Task DecisionPath_RefusedBranch_KeepsItsFact()
    {
        await using var ctx = new BunitContext();
        DecisionNode[] nodes =
        [
            new("Refused", "1. Config?", "The deploy is nearer.", Taken: false),
            new(
                "Taken",
                "3. API?",
                "Streams stall.",
                Taken: true,
                [new("Taken", "Web too? Yes", "Coupled.", Taken: true)]
            ),
        ];
        var path = ctx.Render<DecisionPath>(parameters => parameters.Add(c => c.Nodes, nodes));
        Assert.Contains("The deploy is nearer.", path.Find("li.refused").TextContent, StringComparison.Ordinal);
        Assert.Contains("Taken. Web too? Yes", path.Find(".sub").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LocalTime_OfAnyZone_WritesUtcForTheBrowserToCorrect()
    {
        await using var ctx = new BunitContext();
        var at = new DateTimeOffset(2025, 11, 24, 2, 31, 8, TimeSpan.FromHours(-8));
        var time = ctx.Render<LocalTime>(p => p.Add(c => c.Value, at).Add(c => c.Format, TimeFormat.Seconds))
            .Find("time");
        Assert.Equal("10:31:08", time.TextContent);
        Assert.Equal("2025-11-24T10:31:08Z", time.GetAttribute("datetime"));
        Assert.Equal("24 Nov 2025 10:31:08 UTC", time.GetAttribute("title"));
    }

    [Fact]
    public async Task Sparkline_WithLimit_HasOneLineAndAName()
    {
        await using var ctx = new BunitContext();
        var spark = new SparklineModel("5xx", "3.8 %", [0.1, 3.8], 1, VerdictState.Breached, 0.65);
        var drawn = ctx.Render<Sparkline>(parameters => parameters.Add(c => c.Spark, spark));
        Assert.Equal("5xx, last 60 minutes, now 3.8 %", drawn.Find("svg").GetAttribute("aria-label"));
        Assert.Equal(2, drawn.FindAll("line").Count);
        Assert.Contains("bad", drawn.Find(".spark").ClassList);
    }
}
