using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Incidents;

/// <summary>What opens an incident, what joins it and what ends it.</summary>
public sealed class CareOpeningTests
{
    [Fact]
    public void Next_NothingWrong_IsNothing() => Assert.Empty(new Scene().Look(Scene.Healthy()));

    [Fact]
    public void Next_BreachAfterADeploy_OpensAndProposes()
    {
        var scene = Scene.Deployed(by: "mallory");

        var done = scene.Look(Some.Verdict());

        Assert.Equal(["Open", "Propose"], done.Select(command => command.GetType().Name));
        Assert.Equal(("INC-0001", IncidentStatus.Proposed), (scene.Incident.Id, scene.Incident.Status));
        Assert.Equal("mallory", scene.Incident.Proposal!.CausedBy);
        Assert.Equal(Domain.Rollback.Rung.Api, scene.Incident.Proposal.Plan.Rung);
    }

    [Fact]
    public void Next_BreachWithoutAChange_AdvisesOnce()
    {
        var scene = new Scene().Wait(4_000);

        scene.Look(Some.Verdict(onset: 3_700));
        scene.Wait(60).Look(Some.Verdict(onset: 3_700, sentence: "worse"));

        Assert.Equal("No recent change explains it.", Assert.Single(scene.Events<InvestigationAdvised>()).Reason);
        Assert.Empty(scene.Events<RollbackProposed>());
    }

    [Fact]
    public void Next_LaterBreachOfWebAndApi_IsOneIncidentAndOneCause()
    {
        var scene = new Scene().Deploy(Component.Api, by: "ci").Deploy(Component.Web, by: "ci").Wait(400);

        scene.Look(Some.Verdict());
        scene.Wait(1).Look(Some.Verdict(), Scene.Web());
        scene.Wait(1).Look(Some.Verdict(), Scene.Web());

        Assert.Single(scene.Events<IncidentOpened>());
        Assert.Single(scene.Events<BreachJoined>());
        Assert.Equal(2, scene.Incident.Breaches.Count);
        Assert.Equal("ci", scene.Incident.Proposal!.CausedBy);
    }

    [Fact]
    public void Next_BreachDuringTheRun_JoinsAndLeavesTheRunAlone()
    {
        var scene = Scene.Deployed();
        scene.Look(Some.Verdict());
        scene.Approve().Do(new IncidentCommand.StartRun());

        Assert.IsType<IncidentCommand.Join>(Assert.Single(scene.Look(Some.Verdict(), Scene.Web())));
        Assert.Equal(IncidentStatus.RollingBack, scene.Incident.Status);
    }

    [Theory]
    [InlineData(599, false)]
    [InlineData(600, true)]
    public void Next_NoData_OpensAnInvestigationAfterTenMinutes(double seconds, bool opens)
    {
        var scene = Scene.Deployed().Wait(seconds - 400);

        scene.Look(Unmeasured());

        Assert.Equal(opens, scene.State.Incidents.Count == 1);
        Assert.Equal(opens ? 1 : 0, scene.Events<InvestigationAdvised>().Count);
        Assert.Empty(scene.Events<RollbackProposed>());
    }

    [Fact]
    public void Next_NoDataAndInvestigateAfterZero_OpensNothing()
    {
        var options = Some.Environment();
        var scene = Scene
            .Deployed(
                options with
                {
                    Triggers = options.Triggers with { ErrorRate = new() { InvestigateAfter = TimeSpan.Zero } },
                }
            )
            .Wait(7_200);

        Assert.Empty(scene.Look(Unmeasured()));
    }

    [Theory]
    [InlineData(VerdictState.ProbeError)]
    [InlineData(VerdictState.NotEnoughSamples)]
    [InlineData(VerdictState.Pending)]
    [InlineData(VerdictState.Deploying)]
    [InlineData(VerdictState.Recovering)]
    public void Next_OtherWords_OpenNothing(VerdictState state) =>
        Assert.Empty(Scene.Deployed().Wait(7_200).Look(Unmeasured() with { State = state }));

    [Fact]
    public void Next_NoDataMeasuredAgain_EndsTheInvestigation()
    {
        var scene = Scene.Deployed().Wait(600);
        scene.Look(Unmeasured());

        scene.Wait(60).Look(Unmeasured() with { State = VerdictState.NotEnoughSamples });
        Assert.Equal(IncidentStatus.Investigating, scene.Incident.Status);
        scene.Wait(60).Look(Scene.Healthy());

        Assert.Equal(IncidentStatus.Withdrawn, scene.Incident.Status);
    }

    [Fact]
    public void Next_NoDataThatBreachesAfterAll_JoinsAndIsProposedFor()
    {
        var scene = Scene.Deployed().Wait(600);
        scene.Look(Unmeasured());

        scene.Wait(60).Look(Some.Verdict());

        Assert.Equal(VerdictState.Breached, Assert.Single(scene.Incident.Breaches).State);
        Assert.Equal(IncidentStatus.Proposed, scene.Incident.Status);
    }

    [Fact]
    public void Next_NoDataThatOutlivesAnIncident_OpensTheNext()
    {
        var scene = Scene.Deployed();
        var silent = Unmeasured() with { Instance = "api-2", Since = Some.At(300) };
        scene.Look(Some.Verdict(), silent);
        scene.Wait(100).Look(Scene.Healthy(since: 450), silent);
        Assert.Equal(IncidentStatus.Withdrawn, scene.Incident.Status);

        scene.Wait(500).Look(Scene.Healthy(since: 450), silent);

        Assert.Equal("INC-0002", scene.Incident.Id);
    }

    [Fact]
    public void Next_AllRecovered_WithdrawsAndSaysWhatAndWhen()
    {
        var scene = Scene.Deployed();
        scene.Look(Some.Verdict());

        scene.Wait(300).Look(Scene.Healthy(since: 680));

        Assert.Equal(IncidentStatus.Withdrawn, scene.Incident.Status);
        Assert.Equal(
            "All readings recovered and stayed within their limits: error-rate on api-1 at 09:11:20 UTC.",
            Assert.Single(scene.Events<IncidentWithdrawn>()).Reason
        );
    }

    [Theory]
    [InlineData(VerdictState.Recovering)]
    [InlineData(VerdictState.NoData)]
    [InlineData(VerdictState.ProbeError)]
    [InlineData(VerdictState.NotEnoughSamples)]
    [InlineData(VerdictState.Deploying)]
    [InlineData(VerdictState.Pending)]
    public void Next_NotHealthyYet_WithdrawsNothing(VerdictState state)
    {
        var scene = Scene.Deployed();
        scene.Look(Some.Verdict());

        scene.Wait(60).Look(Some.Verdict(state: state));

        Assert.Equal(IncidentStatus.Proposed, scene.Incident.Status);
    }

    [Fact]
    public void Next_ClosedByAPersonWhileBreached_OpensOnlyForWhatBreachesAnew()
    {
        var scene = new Scene().Wait(4_000);
        scene.Look(Some.Verdict(onset: 3_700));
        scene.Do(new IncidentCommand.Close("Known; the vendor works on it."), Some.Ic);

        Assert.Empty(scene.Wait(60).Look(Some.Verdict(onset: 3_700)));
        scene.Wait(600).Look(Some.Verdict(onset: 4_200));

        Assert.Equal("INC-0002", scene.Incident.Id);
    }

    [Fact]
    public void Next_SilentStreamWhoseTagIsNotRead_WaitsAMinuteAtMost()
    {
        var scene = Scene.Deployed();
        scene.TagsReadAt = 0;
        var silent = Some.Verdict(TriggerNames.SseHeartbeat);

        scene.Look(silent);
        scene.Wait(59).Look(silent);
        Assert.Equal(IncidentStatus.Investigating, scene.Incident.Status);
        scene.Wait(2).Look(silent);

        Assert.Equal(IncidentStatus.Proposed, scene.Incident.Status);
    }

    [Fact]
    public void Next_SilentStreamWhoseTagIsRead_IsProposedForAtOnce()
    {
        var scene = Scene.Deployed();

        scene.Look(Some.Verdict(TriggerNames.SseHeartbeat));

        Assert.Equal(IncidentStatus.Proposed, scene.Incident.Status);
    }

    [Fact]
    public void Next_SilentStreamOfAnInstanceNobodyReads_WaitsAMinute()
    {
        var scene = Scene.Deployed();
        var silent = Some.Verdict(TriggerNames.SseHeartbeat, instance: "api-9");

        scene.Look(silent);
        scene.Wait(60).Look(silent);
        Assert.Equal(IncidentStatus.Investigating, scene.Incident.Status);
        scene.Wait(1).Look(silent);

        Assert.Equal(IncidentStatus.Proposed, scene.Incident.Status);
    }

    [Theory]
    [InlineData(0.0, IncidentStatus.Investigating)]
    [InlineData(null, IncidentStatus.Proposed)]
    public void Next_SecurityBreach_IsProposedForWhenSomebodySaidWhatRuns(double? readAt, IncidentStatus status)
    {
        var scene = Scene.Deployed();
        scene.TagsReadAt = readAt;

        scene.Look(Some.Verdict(TriggerNames.Security, instance: null));
        Assert.Equal(status, scene.Incident.Status);
        Assert.Null(scene.Incident.Advice);

        scene.Wait(61).Look(Some.Verdict(TriggerNames.Security, instance: null));
        Assert.Equal(IncidentStatus.Proposed, scene.Incident.Status);
    }

    [Fact]
    public void Next_StreamGoesSilentLaterInTheIncident_TheMinuteBeginsThen()
    {
        var scene = Scene.Deployed().Wait(600);
        scene.Look(Unmeasured());
        scene.TagsReadAt = 1_050;
        var silent = Some.Verdict(TriggerNames.SseHeartbeat) with { Since = Some.At(1_100) };

        scene.Wait(101).Look(silent, Unmeasured());
        Assert.Equal(IncidentStatus.Investigating, scene.Incident.Status);
        scene.TagsReadAt = 1_100;
        scene.Wait(1).Look(silent, Unmeasured());

        Assert.Equal(IncidentStatus.Proposed, scene.Incident.Status);
    }

    [Theory]
    [InlineData(1_629, 1)]
    [InlineData(1_630, 2)]
    public void Next_SilentAgainJustBeforeTheIncidentWasClosed_OpensTheNextWhenItLasted(double at, int incidents)
    {
        var scene = Scene.Deployed().Wait(600);
        scene.Look(Unmeasured());
        scene.Wait(60).Do(new IncidentCommand.Close("It answers again."), Some.Ic);

        scene.Wait(at - 1_060).Look(Unmeasured() with { Since = Some.At(1_030) });

        Assert.Equal(incidents, scene.State.Incidents.Count);
    }

    private static Verdict Unmeasured() =>
        Some.Verdict(state: VerdictState.NoData, value: null) with
        {
            Since = Some.At(0),
            Onset = null,
        };
}
