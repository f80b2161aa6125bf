using Mcpx.Domain.Decisions;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rca;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Tests.Incidents;

namespace Mcpx.Domain.Tests.Rca;

/// <summary>What the report says of the suspect, of the time and of the readings.</summary>
public sealed class RcaBuilderTests
{
    private static readonly PathNode[] Path = [new(PathAnswer.Taken, "4. API?", "since the deploy")];

    [Fact]
    public void Summary_SuspectKnown_IsTheDeploymentBeforeTheOnset()
    {
        var facts = RcaScene.Facts(
            new Story().Stabilising(),
            RcaScene.Deployed(-60),
            RcaScene.Deployed(-30, "v1.8.0"),
            RcaScene.Deployed(10)
        );

        Assert.Equal(
            "At 08:59:00 UTC, v1.8.2 went to Api in Prod, by eve. "
                + $"Readings left their limits at 09:00:00 UTC: {Some.Verdict().Sentence}. "
                + "The watchdog opened INC-0001 at 09:00:01 UTC. "
                + "ada approved the rollback at 09:00:03 UTC. "
                + "It was complete at 09:00:15 UTC.",
            RcaBuilder.Build(facts).Summary
        );
    }

    [Fact]
    public void Summary_DeployedAtTheVeryOnset_IsTheSuspect() =>
        Assert.StartsWith(
            "At 09:00:00 UTC, v1.8.2 went to Api",
            RcaBuilder.Build(RcaScene.Facts(new Story().Proposed(), RcaScene.Deployed(0))).Summary,
            StringComparison.Ordinal
        );

    [Fact]
    public void Summary_NoDeploymentKnown_SaysOnlyWhatRan() =>
        Assert.StartsWith(
            "v1.8.2 was running in Prod. Readings left",
            RcaBuilder.Build(RcaScene.Facts(new Story().Proposed())).Summary,
            StringComparison.Ordinal
        );

    [Fact]
    public void Summary_NeverProposed_EndsWithTheAdviceOrTheStatus()
    {
        var story = Story.Opened();
        Assert.EndsWith(
            "09:00:01 UTC. The incident is Investigating.",
            RcaBuilder.Build(RcaScene.Facts(story)).Summary,
            StringComparison.Ordinal
        );

        story.Then(new IncidentCommand.Advise("Nothing fits.", []));
        Assert.EndsWith(
            "09:00:01 UTC. Nothing fits.",
            RcaBuilder.Build(RcaScene.Facts(story)).Summary,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Path_ProposedOrAdvised_IsTheWayThatWasTaken()
    {
        var proposed = Story.Opened();
        proposed.Then(new IncidentCommand.Propose(proposed.Plan, "errors", Path, CausedBy: null));
        var advised = Story.Opened().Then(new IncidentCommand.Advise("nothing fits", Path));

        Assert.Equal(Path, RcaBuilder.Build(RcaScene.Facts(proposed)).Path);
        Assert.Equal(Path, RcaBuilder.Build(RcaScene.Facts(advised)).Path);
    }

    [Fact]
    public void Phases_RolledBack_FollowEachOtherWithoutAGap()
    {
        var story = new Story().Stabilising().Then(new IncidentCommand.Close("stable"), Some.Ic);

        Assert.Equal(
            [
                new("Detect", Some.At(0), Some.At(1)),
                new("Decide", Some.At(1), Some.At(3)),
                new("Act", Some.At(3), Some.At(11)),
                new("Verify", Some.At(11), Some.At(15)),
            ],
            RcaBuilder.Build(RcaScene.Facts(story)).Phases
        );
    }

    [Fact]
    public void Phases_WithdrawnUndecided_DecidingLastedUntilTheEnd()
    {
        var story = new Story().Proposed().Wait(58).Then(new IncidentCommand.Withdraw("recovered"));

        Assert.Equal(
            [new("Detect", Some.At(0), Some.At(1)), new("Decide", Some.At(1), Some.At(61))],
            RcaBuilder.Build(RcaScene.Facts(story)).Phases
        );
    }

    [Fact]
    public void Phases_StillUndecided_DecidingHasNoEnd() =>
        Assert.Null(RcaBuilder.Build(RcaScene.Facts(new Story().Proposed())).Phases[^1].Took);

    [Fact]
    public void Readings_WithdrawnWithoutARun_AfterBeginsAtTheEnd()
    {
        var story = new Story().Proposed().Wait(58).Then(new IncidentCommand.Withdraw("recovered"));

        var reading = RcaScene.Reading(story, [], new(Some.At(30), 70), new(Some.At(61), 80));

        Assert.Equal((null, 70L, 80L), (reading.Before, reading.During, reading.After));
    }

    [Fact]
    public void Readings_SuspectBeganBeforeTheOnset_WhatCameAfterItsStartIsItsDoing()
    {
        var reading = RcaScene.Reading(
            new Story().Stabilising(),
            [RcaScene.Deployed(-60)],
            new(Some.At(-61), 3),
            new(Some.At(-60), 90),
            new(Some.At(5), 70)
        );

        Assert.Equal((3L, 90L), (reading.Before, reading.During));
    }

    [Fact]
    public void Readings_NoneStored_TheBreachItselfIsOne() =>
        Assert.Equal(38_000, RcaScene.Reading(new Story().Stabilising(), []).During);

    [Fact]
    public void Parts_BothReleasesRegistered_AreSetSideBySide()
    {
        var facts = RcaScene.Facts(new Story().Proposed()) with
        {
            Releases = new Dictionary<string, Release>
            {
                ["v1.8.2"] = Some.Release("v1.8.2", evidence: null) with
                {
                    Contract = 31,
                    Artifacts = new Dictionary<Component, Artifact> { [Component.Api] = new("api", "abcdefgh") },
                },
                ["v1.8.1"] = Some.Release("v1.8.1") with
                {
                    Artifacts = new Dictionary<Component, Artifact> { [Component.Api] = new("api", "01234567890") },
                },
            },
        };

        Assert.Equal(
            [
                new("Api", "v1.8.2, sha256 abcd…efgh", "v1.8.1, sha256 0123…7890"),
                new("Contract", "31", "30"),
                new("Schema", "118", "118"),
                new("Migrations", "none", "none"),
                new("Scripts and procedure signatures", RcaReport.NotCaptured, RcaReport.NotCaptured),
                new("Evidence pack", "none", "evidence/index.json"),
            ],
            RcaBuilder.Build(facts).Parts
        );
    }

    [Fact]
    public void Parts_FailingReleaseHasAPack_NamesIt() =>
        Assert.Contains(
            new("Evidence pack", "evidence/index.json", "none"),
            RcaBuilder
                .Build(
                    RcaScene.Facts(new Story().Proposed()) with
                    {
                        Releases = new Dictionary<string, Release> { ["v1.8.2"] = Some.Release("v1.8.2") },
                    }
                )
                .Parts
        );
}
