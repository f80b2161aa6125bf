using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Incidents;

public sealed class GateTests
{
    private static readonly EnvironmentState Quarantine = Some.State(
        new ReleaseQuarantined(Component.Api, "v1.8.2", "INC-0001")
    );

    [Fact]
    public void Ask_NothingWrong_IsOpen() =>
        Assert.Equal(
            new(Open: true, "Prod takes deploys"),
            Gate.Ask(Some.State(), incident: null, Component.Api, "v1.9.0")
        );

    [Fact]
    public void Ask_Frozen_IsShutAndNamesTheOwner() =>
        Assert.Equal(
            new(Open: false, "Prod is frozen by ada: rollback"),
            Gate.Ask(Some.State(new DeploysFrozen("ada", "rollback", "INC-0001")), null, null, null)
        );

    [Fact]
    public void Ask_OpenProposal_IsShut()
    {
        var story = new Story().Proposed();

        Assert.False(Gate.Ask(story.Environment, story.State, Component.Web, "v1.9.0").Open);
    }

    [Fact]
    public void Ask_RollbackFailed_IsShut()
    {
        var story = new Story().Failed();

        Assert.False(Gate.Ask(story.Environment, story.State, Component.Web, "v1.9.0").Open);
    }

    [Fact]
    public void Ask_RejectedOrOnlyWalkedThrough_IsOpenForAFixForward()
    {
        var rejected = new Story().Proposed().Then(new IncidentCommand.Reject("We fix forward."), Some.Ic);
        var walked = new Story(Execution.DryRun).AllSteps().Then(new IncidentCommand.FinishRun());

        Assert.True(Gate.Ask(rejected.Environment, rejected.State, Component.Api, "v1.9.2").Open);
        Assert.True(Gate.Ask(walked.Environment, walked.State, Component.Api, "v1.9.2").Open);
    }

    [Fact]
    public void Ask_InvestigationOnly_IsOpen()
    {
        var story = Story.Opened();

        Assert.True(Gate.Ask(story.Environment, story.State, Component.Web, "v1.9.0").Open);
    }

    [Fact]
    public void Ask_IncidentIsOver_IsOpenAgain()
    {
        var story = new Story().Stabilising().Then(new IncidentCommand.Close("stable"), Some.Ic);

        Assert.True(Gate.Ask(story.Environment, story.State, Component.Api, "v1.9.0").Open);
        Assert.False(Gate.Ask(story.Environment, story.State, Component.Api, "v1.8.2").Open);
    }

    [Theory]
    [InlineData(Component.Api, "v1.8.2", false)]
    [InlineData(null, "v1.8.2", false)]
    [InlineData(Component.Web, "v1.8.2", true)]
    [InlineData(Component.Api, "v1.8.3", true)]
    [InlineData(null, null, true)]
    public void Ask_QuarantinedRelease_IsShutForItsComponent(Component? component, string? release, bool open) =>
        Assert.Equal(open, Gate.Ask(Quarantine, incident: null, component, release).Open);
}
