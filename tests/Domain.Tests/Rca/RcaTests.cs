using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rca;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Tests.Incidents;

namespace Mcpx.Domain.Tests.Rca;

public sealed class RcaTests
{
    private static readonly Dictionary<string, Release> Releases = new()
    {
        ["v1.8.1"] = Some.Release("v1.8.1"),
        ["v1.8.2"] = Some.Release("v1.8.2", schema: 119, migrations: ["0119_flags.sql"], evidence: null),
    };

    [Fact]
    public void Build_RolledBackAndClosed_SaysWhatHappened()
    {
        var story = new Story().Stabilising().Wait(2_000).Then(new IncidentCommand.Close("stable"), Some.Ic);

        var report = RcaBuilder.Build(Facts(story));

        Assert.Equal("Prod rolled back from v1.8.2 to v1.8.1 after error-rate", report.Title);
        Assert.Contains("ada approved the rollback at 09:00:03 UTC.", report.Summary, StringComparison.Ordinal);
        Assert.Equal(["Detect", "Decide", "Act", "Verify"], report.Phases.Select(phase => phase.Name));
        Assert.All(report.Phases, phase => Assert.True(phase.Took >= TimeSpan.Zero));
        Assert.Equal(story.Entries.Count, report.Timeline.Count);
        Assert.Contains(new("Schema", "119", "118"), report.Parts);
        Assert.Contains(new("Migrations", "0119_flags.sql", "none"), report.Parts);
        Assert.Equal(CriterionResult.Met, report.Criteria[0].Result);
        Assert.Equal(CriterionResult.Met, report.Criteria[2].Result);
    }

    [Fact]
    public void Build_JustOpened_InventsNothing()
    {
        var report = RcaBuilder.Build(Facts(Story.Opened()) with { Releases = new Dictionary<string, Release>() });

        Assert.Equal("Prod: error-rate, Investigating", report.Title);
        Assert.Empty(report.Parts);
        Assert.DoesNotContain(
            report.Criteria,
            criterion => criterion.Result is CriterionResult.Met or CriterionResult.NotMet
        );
        Assert.Null(Assert.Single(report.Readings).Before);
        Assert.Contains(RcaReport.NotCaptured, RcaMarkdown.Write(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Build_ReadingsAroundTheIncident_AreTheWorstOfEachStretch()
    {
        var story = new Story().Stabilising();
        var restored = story.State!.RestoredAt!.Value;
        var facts = Facts(story) with
        {
            Readings = new Dictionary<string, IReadOnlyList<RcaPoint>>
            {
                ["error-rate/Api/api-1"] =
                [
                    new(Some.At(-700), 99),
                    new(Some.At(-5), 3),
                    new(Some.At(0), 40),
                    new(Some.At(2), 70),
                    new(restored, 5),
                    new(restored.AddSeconds(1), null),
                ],
            },
        };

        var reading = Assert.Single(RcaBuilder.Build(facts).Readings);

        Assert.Equal((3L, 70L, 5L), (reading.Before, reading.During, reading.After));
    }

    [Fact]
    public void Build_ShortDigests_DoNotBreakTheReport()
    {
        var broken = Some.Release("v1.8.2") with
        {
            Artifacts = new Dictionary<Component, Artifact> { [Component.Api] = new("api", "abc") },
        };

        var report = RcaBuilder.Build(
            Facts(new Story().Proposed()) with
            {
                Releases = new Dictionary<string, Release> { ["v1.8.2"] = broken },
            }
        );

        Assert.Contains(report.Parts, part => part.Failing == "v1.8.2, digest not captured");
    }

    [Fact]
    public void Write_WhatAPortalAnswered_IsNoMarkup()
    {
        var story = new Story()
            .Running()
            .Then(new IncidentCommand.StartStep(1))
            .Then(
                new IncidentCommand.Fail(
                    1,
                    "x",
                    [new("contract", "a|b\n<img src=x> [link](http://evil)", "200", Passed: false)],
                    Unknown: false
                )
            );

        var text = RcaMarkdown.Write(RcaBuilder.Build(Facts(story)));

        Assert.Contains("a\\|b &lt;img src=x> \\[link](http://evil)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", text, StringComparison.Ordinal);
    }

    private static RcaFacts Facts(Story story) =>
        new(
            story.State!,
            story.Entries,
            story.Environment,
            Releases,
            new Dictionary<string, IReadOnlyList<RcaPoint>>(),
            new(),
            ChainHolds: true
        );
}
