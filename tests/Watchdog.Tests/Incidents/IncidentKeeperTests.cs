using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Watchdog.Tests.Incidents;

public sealed class IncidentKeeperTests
{
    [Fact]
    public void Keep_BreachAfterADeploy_OpensAndProposes()
    {
        using var rig = new Rig();
        rig.Deployed(by: "mallory");

        var incident = rig.Look(Rig.Breach())!;

        Assert.Equal(("INC-0001", IncidentStatus.Proposed), (incident.Id, incident.Status));
        Assert.Equal((Some.Failing, Some.Good), (incident.Proposal!.Plan.FailingTag, incident.Proposal.Plan.TargetTag));
        Assert.Equal("mallory", incident.Proposal.CausedBy);
        Assert.Equal(rig.Time.GetUtcNow() + TimeSpan.FromMinutes(30), incident.Proposal.ExpiresAt);
    }

    [Fact]
    public void Keep_ExecutionOffAndNoDeployer_StillProposes()
    {
        using var rig = new Rig(
            Some.Environment(Execution.Off) with
            {
                Deployers = new Dictionary<Component, DeployerOptions>(),
            }
        );
        rig.Deployed();

        var incident = rig.Look(Rig.Breach())!;

        Assert.Equal(IncidentStatus.Proposed, incident.Status);
        var refused = rig.Incidents.Execute(
            incident.Id,
            new IncidentCommand.Approve(incident.Proposal!.PlanHash),
            Some.Ic
        );
        Assert.Equal(RefusalKind.ExecutionOff, refused.Refusal?.Kind);
    }

    [Fact]
    public void Keep_BreachWithoutAChange_AdvisesOnceAndKeepsLooking()
    {
        using var rig = new Rig();
        rig.Time.Advance(TimeSpan.FromMinutes(6));

        for (var i = 0; i < 5; i++)
        {
            rig.Look(Rig.Breach());
        }

        Assert.Equal((IncidentStatus.Investigating, true), (rig.Incident.Status, rig.Incident.Advice is not null));
        Assert.Single(rig.Events<InvestigationAdvised>());
        Assert.Empty(rig.Events<RollbackProposed>());
    }

    [Fact]
    public void Keep_SecondBreach_JoinsOnceAndOpensNothing()
    {
        using var rig = new Rig();
        rig.Deployed();
        rig.Look(Rig.Breach());

        rig.Look(Rig.Breach(), Rig.Breach(TriggerNames.ErrorRate));
        rig.Look(Rig.Breach(), Rig.Breach(TriggerNames.ErrorRate));

        Assert.Equal([TriggerNames.Availability, TriggerNames.ErrorRate], rig.Incident.Breaches.Select(b => b.Trigger));
        Assert.Single(rig.Events<IncidentOpened>());
        Assert.Single(rig.Events<BreachJoined>());
        Assert.Single(rig.Events<RollbackProposed>());
    }

    [Theory]
    [InlineData(VerdictState.Recovering)]
    [InlineData(VerdictState.NoData)]
    [InlineData(VerdictState.ProbeError)]
    [InlineData(VerdictState.NotEnoughSamples)]
    [InlineData(VerdictState.Deploying)]
    [InlineData(VerdictState.Pending)]
    public void Keep_NotHealthyYet_WithdrawsNothing(VerdictState state)
    {
        using var rig = new Rig();
        rig.Deployed();
        rig.Look(Rig.Breach());

        Assert.Equal(IncidentStatus.Proposed, rig.Look(Rig.Healthy() with { State = state })!.Status);
    }

    [Fact]
    public void Keep_BreachedSeriesVanished_WithdrawsNothing()
    {
        using var rig = new Rig();
        rig.Deployed();
        rig.Look(Rig.Breach());

        Assert.Equal(IncidentStatus.Proposed, rig.Look(Rig.Healthy(TriggerNames.ErrorRate))!.Status);
    }

    [Fact]
    public void Keep_Recovered_WithdrawsAndTheNextBreachIsANewIncident()
    {
        using var rig = new Rig();
        rig.Deployed();
        rig.Look(Rig.Breach());

        Assert.Equal(IncidentStatus.Withdrawn, rig.Look(Rig.Healthy())!.Status);
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("INC-0002", rig.Look(Rig.Breach() with { Since = rig.Time.GetUtcNow() })!.Id);
    }

    [Fact]
    public void Keep_ClosedByAPersonWhileBreached_OpensNoOtherForTheSameBreach()
    {
        using var rig = new Rig();
        rig.Time.Advance(TimeSpan.FromMinutes(6));
        rig.Look(Rig.Breach());
        rig.Incidents.Execute("INC-0001", new IncidentCommand.Close("Known; the vendor works on it."), Some.Ic);

        Assert.Equal("INC-0001", rig.Look(Rig.Breach())!.Id);
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("INC-0002", rig.Look(Rig.Breach() with { Since = rig.Time.GetUtcNow() })!.Id);
    }

    [Fact]
    public void Keep_NobodyAnswers_ExpiresAndReissuesWithANewHash()
    {
        using var rig = new Rig();
        rig.Deployed();
        var first = rig.Look(Rig.Breach())!.Proposal!;
        rig.Time.Advance(TimeSpan.FromMinutes(30));

        Assert.Equal(IncidentStatus.Investigating, rig.Look(Rig.Breach())!.Status);
        var second = rig.Look(Rig.Breach())!.Proposal!;

        Assert.NotEqual(first.PlanHash, second.PlanHash);
        Assert.Equal(2, second.Plan.Version);
        var stale = rig.Incidents.Execute("INC-0001", new IncidentCommand.Approve(first.PlanHash), Some.Ic);
        Assert.Equal(RefusalKind.StalePlan, stale.Refusal?.Kind);
    }

    [Fact]
    public void Keep_ApprovedTooLate_ExpiresBeforeTheRun()
    {
        using var rig = new Rig();
        rig.Approved();
        rig.Time.Advance(TimeSpan.FromMinutes(31));

        Assert.Equal(IncidentStatus.Investigating, rig.Look(Rig.Breach())!.Status);
        Assert.Single(rig.Events<ProposalExpired>());
    }

    [Fact]
    public void Keep_Rejected_IsNotProposedAgainAndClosesWhenWell()
    {
        using var rig = new Rig();
        rig.Deployed();
        rig.Look(Rig.Breach());
        rig.Incidents.Execute("INC-0001", new IncidentCommand.Reject("known and harmless"), Some.Ic);

        for (var i = 0; i < 3; i++)
        {
            rig.Time.Advance(TimeSpan.FromMinutes(20));
            Assert.Equal(IncidentStatus.Rejected, rig.Look(Rig.Breach())!.Status);
        }

        Assert.Single(rig.Events<RollbackProposed>());
        Assert.Equal(IncidentStatus.Closed, rig.Look(Rig.Healthy())!.Status);
    }

    [Fact]
    public void Keep_SilentStreamTagNotRead_WaitsForIt()
    {
        using var rig = new Rig();
        rig.Deployed();
        var silent = Rig.Breach(TriggerNames.SseHeartbeat) with { Instance = "api-9" };

        Assert.Equal(IncidentStatus.Investigating, rig.Look(silent)!.Status);
        rig.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(IncidentStatus.Investigating, rig.Look(silent)!.Status);
        rig.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(IncidentStatus.Proposed, rig.Look(silent)!.Status);
    }

    [Fact]
    public void Keep_ArtifactOfTheLkgChanged_ProposesNothing()
    {
        using var rig = new Rig();
        File.AppendAllText(Path.Combine(rig.Options.ReleaseFolder, Some.Good, "api", "portal.dll"), "x");
        rig.Deployed();

        var incident = rig.Look(Rig.Breach())!;

        Assert.Equal(IncidentStatus.Investigating, incident.Status);
        Assert.Contains("has digest", incident.Advice!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Keep_BeforeTheFirstPicture_DoesNothing()
    {
        using var rig = new Rig();

        rig.Keeper.Keep("Prod");

        Assert.Empty(rig.Tail.CatchUp().Incidents);
    }
}
