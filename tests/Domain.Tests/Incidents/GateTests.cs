using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Incidents;

public sealed class GateTests
{
    private static readonly EnvironmentState Quarantine = Some.State(
        new ReleaseQuarantined(Component.Api, "v1.8.2", "INC-0001")
    );

    private static readonly DeploysFrozen Audit = new("ada", "audit week", Incident: null, Some.At(900));

    [Fact]
    public void Ask_NothingWrong_IsOpen() =>
        Assert.Equal(
            new(Open: true, "Prod takes deploys"),
            Gate.Ask(Some.State(), incident: null, Component.Api, "v1.9.0", isJudged: true, Some.At(0))
        );

    [Fact]
    public void Ask_Frozen_IsShutAndNamesTheOwner() =>
        Assert.Equal(
            new(Open: false, "Prod is frozen by ada: audit week")
            {
                Owner = "ada",
                Since = Some.State(Audit).Freeze!.Since,
                Until = Some.At(900),
            },
            Gate.Ask(Some.State(Audit), null, null, null, isJudged: true, Some.At(0))
        );

    [Fact]
    public void Ask_SomebodyTookTheLead_NamesThem()
    {
        var story = new Story()
            .Proposed()
            .Then(new IncidentCommand.TakeRole(IncidentRole.IncidentCommander), Some.Deputy);
        var answer = Ask(story, Component.Web, "v1.9.0");

        Assert.Equal((Some.Deputy.Name, "INC-0001", Some.At(2)), (answer.Owner, answer.Incident, answer.Since!.Value));
        Assert.StartsWith($"Prod is frozen by {Some.Deputy.Name}: INC-0001", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Ask_Stabilising_SaysUntilWhen()
    {
        var story = new Story().Stabilising();

        Assert.Equal(story.State!.StableAt, Ask(story, Component.Web, "v1.9.0").Until);
    }

    [Fact]
    public void Ask_ProposalOlderThanTheFreezeItBringsNow_IsShut()
    {
        var story = new Story().Proposed();

        Assert.False(Gate.Ask(Some.State(), story.State, Component.Web, "v1.9.0", isJudged: true, story.Now).Open);
    }

    [Fact]
    public void Ask_LiftedInSpiteOfTheProposal_IsOpen()
    {
        var story = new Story()
            .Proposed()
            .Happened(new DeploysUnfrozen("we wait", Incident: null, "INC-0001"), Some.Ic);

        Assert.True(Ask(story, Component.Web, "v1.9.0").Open);
    }

    [Theory]
    [InlineData(Component.Api, "v1.9.1", 0, true)]
    [InlineData(Component.Api, "v1.9.1", 599, true)]
    [InlineData(Component.Api, "v1.9.1", 600, false)]
    [InlineData(Component.Api, "v1.9.2", 0, false)]
    [InlineData(Component.Web, "v1.9.1", 0, false)]
    [InlineData(null, "v1.9.1", 0, false)]
    [InlineData(Component.Api, null, 0, false)]
    public void Ask_AuthorisedHotfix_PassesExactlyThatReleaseThereAndThen(
        Component? component,
        string? release,
        int second,
        bool open
    ) =>
        Assert.Equal(
            open,
            Gate.Ask(
                Some.State(Audit, new HotfixAuthorised(Component.Api, "v1.9.1", "the fix", Some.At(600), null)),
                incident: null,
                component,
                release,
                isJudged: true,
                Some.At(second)
            ).Open
        );

    [Fact]
    public void Ask_HotfixThatIsQuarantined_IsShut() =>
        Assert.False(
            Gate.Ask(
                Some.State(
                    new HotfixAuthorised(Component.Api, "v1.9.1", "the fix", Some.At(600), null),
                    new ReleaseQuarantined(Component.Api, "v1.9.1", "INC-0001")
                ),
                incident: null,
                Component.Api,
                "v1.9.1",
                isJudged: true,
                Some.At(0)
            ).Open
        );

    [Fact]
    public void Ask_HotfixOfAnIncidentThatIsOver_PassesNoMore() =>
        Assert.False(
            Gate.Ask(
                Some.State(
                    Audit,
                    new HotfixAuthorised(Component.Api, "v1.9.1", "the fix", Some.At(600), "INC-0001"),
                    new IncidentEnded("INC-0001")
                ),
                incident: null,
                Component.Api,
                "v1.9.1",
                isJudged: true,
                Some.At(0)
            ).Open
        );

    [Fact]
    public void Ask_OpenProposal_IsShut()
    {
        var story = new Story().Proposed();

        Assert.False(Ask(story, Component.Web, "v1.9.0").Open);
    }

    [Fact]
    public void Ask_RollbackFailed_IsShut()
    {
        var story = new Story().Failed();

        Assert.False(Ask(story, Component.Web, "v1.9.0").Open);
    }

    [Fact]
    public void Ask_RejectedOrOnlyWalkedThrough_IsOpenForAFixForward()
    {
        var rejected = new Story().Proposed().Then(new IncidentCommand.Reject("We fix forward."), Some.Ic);
        var walked = new Story(Execution.DryRun).AllSteps().Then(new IncidentCommand.FinishRun());

        Assert.True(Ask(rejected, Component.Api, "v1.9.2").Open);
        Assert.True(Ask(walked, Component.Api, "v1.9.2").Open);
    }

    [Fact]
    public void Ask_InvestigationOnly_IsOpen()
    {
        var story = Story.Opened();

        Assert.True(Ask(story, Component.Web, "v1.9.0").Open);
    }

    [Fact]
    public void Ask_IncidentIsOver_IsOpenAgain()
    {
        var story = new Story().Stabilising().Then(new IncidentCommand.Close("stable"), Some.Ic);

        Assert.True(Ask(story, Component.Api, "v1.9.0").Open);
        Assert.False(Ask(story, Component.Api, "v1.8.2").Open);
    }

    [Theory]
    [InlineData(Component.Api, "v1.8.2", false)]
    [InlineData(null, "v1.8.2", false)]
    [InlineData(Component.Web, "v1.8.2", true)]
    [InlineData(Component.Api, "v1.8.3", true)]
    [InlineData(null, null, true)]
    public void Ask_QuarantinedRelease_IsShutForItsComponent(Component? component, string? release, bool open) =>
        Assert.Equal(open, Gate.Ask(Quarantine, incident: null, component, release, isJudged: true, Some.At(0)).Open);

    [Theory]
    [InlineData(null, null)]
    [InlineData(Component.Api, "v1.9.0")]
    public void Ask_NobodyJudges_IsNeitherOpenNorShut(Component? component, string? release)
    {
        var answer = Gate.Ask(Some.State(), incident: null, component, release, isJudged: false, Some.At(0));

        Assert.Equal((false, false), (answer.Open, answer.IsKnown));
        Assert.Contains("does not judge Prod", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Ask_NobodyJudges_WhatIsWrittenStillHolds()
    {
        var frozen = Gate.Ask(Some.State(Audit), null, null, null, isJudged: false, Some.At(0));
        var quarantined = Gate.Ask(Quarantine, null, Component.Api, "v1.8.2", isJudged: false, Some.At(0));
        var hotfix = new HotfixAuthorised(Component.Api, "v1.9.1", "the fix", Some.At(600), null);
        var passing = Gate.Ask(Some.State(Audit, hotfix), null, Component.Api, "v1.9.1", isJudged: false, Some.At(0));

        Assert.Equal((false, true), (frozen.Open, frozen.IsKnown));
        Assert.Equal((false, true), (quarantined.Open, quarantined.IsKnown));
        Assert.True(passing.Open);
    }

    [Theory]
    [InlineData(Execution.On)]
    [InlineData(Execution.Off)]
    public void Ask_WhatThePlanPutsBack_PassesWhileItStandsAndRuns(Execution execution)
    {
        var story = new Story(execution).Proposed();
        var target = story.State!.Proposal!.Plan.Targets[0];

        Assert.True(Ask(story, target.Component, target.TargetTag, isJudged: false).Open);
        Assert.False(Ask(story, target.Component, target.ObservedTag).Open);
        Assert.False(Ask(story, component: null, target.TargetTag).Open);
    }

    [Fact]
    public void Ask_WhatThePlanPutsBack_PassesAlsoWhereTheRunFailedOrItIsQuarantined()
    {
        var story = new Story().Failed();
        var target = story.State!.Proposal!.Plan.Targets[0];
        story.Happened(new ReleaseQuarantined(target.Component, target.TargetTag, "INC-0001"), Actor.Watchdog);

        Assert.True(Ask(story, target.Component, target.TargetTag).Open);
    }

    [Fact]
    public void Ask_WhatThePlanWouldHavePutBack_IsShutOnceItWasDecidedAgainst()
    {
        var story = new Story().Proposed();
        var target = story.State!.Proposal!.Plan.Targets[0];
        story.Then(new IncidentCommand.Reject("We fix forward."), Some.Ic).Happened(Audit, Some.Ic);

        Assert.False(Ask(story, target.Component, target.TargetTag).Open);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("INC-0001", true)]
    public void Ask_IncidentsFreeze_IsPassedOnlyByAHotfixOfThatIncident(string? authorisedFor, bool open)
    {
        var environment = Some.State(
            new HotfixAuthorised(Component.Api, "v1.9.1", "the fix", Some.At(600), authorisedFor),
            new DeploysFrozen("ada", "INC-0001: Streams stall.", "INC-0001")
        );

        Assert.Equal(open, Gate.Ask(environment, null, Component.Api, "v1.9.1", isJudged: true, Some.At(0)).Open);
        Assert.Equal(open, environment.Freezes.Passing(Some.At(0)).Any());
    }

    private static GateAnswer Ask(Story story, Component? component, string? release, bool isJudged = true) =>
        Gate.Ask(story.Environment, story.State, component, release, isJudged, story.Now);
}
