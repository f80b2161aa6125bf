using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Triggers;

/// <summary>What a deployment changes, and what it leaves alone.</summary>
public sealed class EnvironmentJudgeDeployingTests
{
    private readonly PortalScene _scene = new();

    [Fact]
    public void Changes_WordsThatChange_AreCountedAndNothingElseIs()
    {
        _scene.Go(60);
        var before = _scene.Judge.Changes;
        _scene.Judge.TickAll(_scene.Now);
        Assert.Equal(before, _scene.Judge.Changes);

        _scene.Down = (name, _) => name == "api-1";
        _scene.Silent = (name, _) => name == "api-1";
        var lines = _scene.Go(60);

        Assert.NotEmpty(lines);
        Assert.Equal(before + lines.Count, _scene.Judge.Changes);
    }

    [Fact]
    public void Tick_DeploymentBeginsWithoutAnotherSample_IsSaidAtOnce()
    {
        _scene.Go(20);
        _scene.Deploy(Component.Api, "d1");
        _scene.Judge.Tick(_scene.Now);

        Assert.Equal(VerdictState.Deploying, _scene["sse-heartbeat/Api/api-1"].State);
        Assert.Equal(VerdictState.Deploying, _scene["availability/Api/api-2/ready"].State);
        Assert.Equal(VerdictState.Healthy, _scene["availability/Web/web-1/ready"].State);
    }

    [Fact]
    public void Tick_DeploymentOfTheApiEnds_LeavesTheWebsProbesAlone()
    {
        _scene.Go(60);
        _scene.Deploy(Component.Api, "d1");
        _scene.Deployed(Component.Api, "d1");
        _scene.Go(61); // covered for 60 s

        Assert.Equal(12, _scene["availability/Web/web-1/ready"].Total);
        Assert.Equal(1, _scene["availability/Api/api-1/ready"].Total);
    }

    [Fact]
    public void Tick_Deploying_GoesOnMeasuring()
    {
        _scene.Go(60);
        _scene.Deploy(Component.Api, "d1");
        _scene.Go(90);

        Assert.Equal(VerdictState.Deploying, _scene["availability/Api/api-1/ready"].State);
        Assert.Equal(12, _scene["availability/Api/api-1/ready"].Total);
    }

    [Fact]
    public void Tick_LowerEnvironment_IsHeldToItsNormalBeforeTheDeployment()
    {
        LowerEnvironment();
        _scene.Errors = (_, _) => 4;
        _scene.Go(60);
        Assert.Equal(VerdictState.NotEnoughSamples, _scene["error-rate/Api/api-1"].State);
        _scene.Go(300);
        Assert.Equal(VerdictState.Healthy, _scene["error-rate/Api/api-1"].State);

        Deploy("d1");
        _scene.Errors = (_, _) => 10;
        _scene.Go(720);

        Assert.Equal(40_000, _scene["error-rate/Api/all"].Limit);
        Assert.Equal(VerdictState.Breached, _scene["error-rate/Api/all"].State);
    }

    [Fact]
    public void Tick_DeploymentWhileAnIncidentIsOpen_LeavesNormalAsItWas()
    {
        LowerEnvironment();
        _scene.Errors = (_, _) => 4;
        _scene.Go(360);
        Deploy("d1");
        _scene.Errors = (_, _) => 10;
        _scene.Go(720);
        _scene.Happened(new IncidentBegan("INC-0001"));

        Deploy("d2");
        _scene.Go(70);
        Assert.Equal(40_000, _scene["error-rate/Api/all"].Limit);

        _scene.Happened(new IncidentEnded("INC-0001"));
        Deploy("d3");
        _scene.Go(70);
        Assert.Equal(100_000, _scene["error-rate/Api/all"].Limit);
    }

    private void Deploy(string id)
    {
        _scene.Deploy(Component.Api, id);
        _scene.Deployed(Component.Api, id);
    }

    private void LowerEnvironment() =>
        _scene.Judge = new(
            "Alpha",
            Some.Environment() with
            {
                Triggers = new()
                {
                    ErrorRate = new()
                    {
                        Normal = new()
                        {
                            MinimumBuckets = 3,
                            Minutes = 10,
                            Days = 1,
                        },
                    },
                },
            }
        );
}
