using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Incidents;

/// <summary>A key or flag to blame: who is held to have caused it, and who can write it back.</summary>
public sealed class CareKeyTests
{
    [Fact]
    public void Next_FlagFlipped_ProposesToWriteItBackAndNamesWhoSetIt()
    {
        var scene = Flipped(WithConfigDeployer());

        scene.Look(Some.Verdict(onset: 60));

        var proposal = scene.Incident.Proposal!;
        Assert.Equal((PlanKind.Revert, "eva"), (proposal.Plan.Kind, proposal.CausedBy));
        Assert.Equal([new PlanRevert(ChangeKind.Flag, "NewSignIn", "1", "0")], proposal.Plan.Reverts);
    }

    [Fact]
    public void Next_FlagFlippedAndNothingCanWriteIt_AdvisesPeople()
    {
        var scene = Flipped(Some.Environment());

        scene.Look(Some.Verdict(onset: 60));

        Assert.Empty(scene.Events<RollbackProposed>());
        Assert.Equal(
            "flag NewSignIn is to blame and has to be set by hand.",
            Assert.Single(scene.Events<InvestigationAdvised>()).Reason
        );
    }

    [Fact]
    public void Next_FlagFlippedAndExecutionOff_ProposesAllTheSame()
    {
        var scene = Flipped(Some.Environment(Execution.Off));

        scene.Look(Some.Verdict(onset: 60));

        Assert.Equal(Rung.Revert, scene.Incident.Proposal!.Plan.Rung);
    }

    [Fact]
    public void Next_DeployBlamedAfterTheRevertDidNotCure_NamesWhoDeployed()
    {
        var scene = Flipped(WithConfigDeployer());
        scene.Look(Some.Verdict(onset: 60));
        scene.Approve().Run();

        scene.Wait(600).Look(Some.Verdict(onset: 60));

        Assert.Equal((Rung.Api, "gh-actions"), (scene.Incident.Proposal!.Plan.Rung, scene.Incident.Proposal.CausedBy));
    }

    [Fact]
    public void Next_TwoRungsDidNotCureAndTheLkgIsPointedElsewhere_StillAsksPeople()
    {
        var scene = Flipped(WithConfigDeployer());
        scene.Look(Some.Verdict(onset: 60));
        scene.Approve().Run();
        scene.Wait(600).Look(Some.Verdict(onset: 60));
        scene.Approve().Run();
        CareProposalTests.Point(scene, "v1.8.0");

        var done = scene.Wait(600).Look(Some.Verdict(onset: 60));

        Assert.StartsWith(
            "Revert and Api did not cure. Stop and ask people. ",
            Assert.IsType<IncidentCommand.Advise>(Assert.Single(done)).Reason,
            StringComparison.Ordinal
        );
    }

    private static EnvironmentOptions WithConfigDeployer()
    {
        var options = Some.Environment();
        return options with
        {
            Deployers = new Dictionary<Component, DeployerOptions>(options.Deployers)
            {
                [Component.Config] = Some.Deployer(),
            },
        };
    }

    /// <summary>A deploy by gh-actions at second 0, then a flag set by eva at second 30.</summary>
    private static Scene Flipped(EnvironmentOptions options)
    {
        var scene = new Scene(options).Deploy(Component.Api).Wait(30);
        scene.Happen(
            new ChangeSeen(new("c1", ChangeKind.Flag, Component.Config, "NewSignIn", "0", "1", "eva", scene.Now))
        );
        return scene.Wait(370);
    }
}
