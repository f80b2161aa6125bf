using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;
using Mcpx.Watchdog.Probes;

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
    public void Keep_NobodyAnswers_ExpiresEscalatesAndReissuesWithANewHash()
    {
        using var rig = new Rig();
        rig.Deployed();
        var first = rig.Look(Rig.Breach())!.Proposal!;
        rig.Time.Advance(TimeSpan.FromMinutes(30));

        var second = rig.Look(Rig.Breach())!.Proposal!;

        Assert.Equal(Role.Deputy, Assert.Single(rig.Events<Escalated>()).To);
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

        var incident = rig.Look(Rig.Breach())!;

        Assert.Equal((IncidentStatus.Proposed, 2), (incident.Status, incident.Proposal!.Plan.Version));
        Assert.Empty(incident.Approvals);
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

    [Fact]
    public void Keep_Stabilised_ClosesAndSealsTheEvidence()
    {
        using var rig = new Rig();
        var incident = rig.Approved();
        Run(rig, new IncidentCommand.StartRun());
        foreach (var step in incident.Steps)
        {
            Run(rig, new IncidentCommand.StartStep(step.Step.Number));
            Run(rig, new IncidentCommand.Succeed(step.Step.Number, "done", []));
        }

        Run(rig, new IncidentCommand.FinishRun());
        Assert.Equal(IncidentStatus.Stabilising, rig.Look(Rig.Healthy())!.Status);
        rig.Time.Advance(TimeSpan.FromMinutes(30));

        Assert.Equal(IncidentStatus.Closed, rig.Look(Rig.Healthy())!.Status);
        rig.Time.Advance(TimeSpan.FromSeconds(2));
        using var evidence = rig.EvidenceKeeper();
        evidence.Look();
        Assert.Single(rig.Events<EvidenceSealed>());
    }

    [Fact]
    public void Keep_ArtifactChangesWhileItWaits_VoidsTheProposalWithinSeconds()
    {
        using var rig = new Rig();
        rig.Deployed();
        rig.Look(Rig.Breach());
        File.AppendAllText(Path.Combine(rig.Options.ReleaseFolder, Some.Good, "api", "portal.dll"), "x");
        Assert.Equal(IncidentStatus.Proposed, rig.Look(Rig.Breach())!.Status);
        rig.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(IncidentStatus.Investigating, rig.Look(Rig.Breach())!.Status);
        Assert.Single(rig.Events<ProposalVoided>());
    }

    [Fact]
    public void Keep_OverAndOver_WritesAProposalDownOnce()
    {
        using var rig = new Rig();
        rig.Deployed();
        rig.Look(Rig.Breach());

        for (var i = 0; i < 50; i++)
        {
            rig.Time.Advance(TimeSpan.FromSeconds(20));
            rig.Look(Rig.Breach() with { Value = 300_250 + i, Sentence = $"other words {i}" });
        }

        Assert.Single(rig.Events<RollbackProposed>());
        Assert.Equal(2, rig.Incident.Version);
    }

    [Fact]
    public void Declare_NothingOpen_OpensAndIsCarriedOnLikeABreach()
    {
        using var rig = new Rig();
        rig.Deployed();

        var declared = rig.Incidents.Declare("Prod", TriggerNames.Business, Component.Api, "jobs stand still", Some.Ic);
        Assert.Equal("INC-0001", declared.Incident!.Id);

        Assert.Equal(IncidentStatus.Proposed, rig.Look(Rig.Healthy())!.Status);
    }

    [Fact]
    public void Declare_OneIsOpen_JoinsIt()
    {
        using var rig = new Rig();
        rig.Deployed();
        rig.Look(Rig.Breach());

        var declared = rig.Incidents.Declare("Prod", TriggerNames.Business, Component.Web, "no login", Some.Ic);

        Assert.Equal(("INC-0001", 2), (declared.Incident!.Id, declared.Incident.Breaches.Count));
        Assert.Single(rig.Events<IncidentOpened>());
    }

    [Fact]
    public void Declare_UnknownEnvironment_IsRefused()
    {
        using var rig = new Rig();

        var declared = rig.Incidents.Declare("RTM", TriggerNames.Business, Component.Web, "no login", Some.Ic);

        Assert.Equal(RefusalKind.Unknown, declared.Refusal!.Kind);
    }

    private static void Run(Rig rig, IncidentCommand command) =>
        Assert.Null(rig.Incidents.Execute("INC-0001", command, Actor.Watchdog).Refusal);

    [Fact]
    public void Keep_StreamFellSilent_AsksItsInstanceAtOnceWhatItRuns()
    {
        var asked = new Asking();
        using var rig = new Rig();
        rig.Probes.Add(asked);
        rig.Deployed();

        rig.Look(Rig.Breach());
        Assert.Empty(asked.Instances);

        rig.Look(Rig.Breach(), Rig.Breach(TriggerNames.SseHeartbeat));
        Assert.Equal(["api-1"], asked.Instances);
    }

    private sealed class Asking : IProbe
    {
        public ProbeKind Kind => ProbeKind.Health;

        public Audience Asks => Audience.Instances;

        public List<string> Instances { get; } = [];

        public Task AskAsync(ProbeTarget target, CancellationToken stopping)
        {
            Instances.Add(target.Instance.Name);
            return Task.CompletedTask;
        }
    }
}
