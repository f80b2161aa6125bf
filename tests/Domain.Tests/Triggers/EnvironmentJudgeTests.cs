using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Triggers;

public sealed class EnvironmentJudgeTests
{
    private readonly PortalScene _scene = new();

    [Fact]
    public void Verdicts_BeforeTheFirstTick_AreAllNoData()
    {
        var verdicts = _scene.Judge.Verdicts();

        // 3 × 2 health and flaps, 2 rates and p95s and their sums, first event, 2 streams, contract, 2 checks, promotion.
        Assert.Equal(32, verdicts.Count);
        Assert.All(verdicts, verdict => Assert.Equal(VerdictState.NoData, verdict.State));
    }

    [Fact]
    public void Tick_HealthyPortal_StaysHealthy()
    {
        _scene.Go(20);
        Assert.Equal(VerdictState.Healthy, _scene.Word);

        Assert.Empty(_scene.Go(600));
        Assert.All(_scene.Judge.Verdicts(), verdict => Assert.Null(verdict.Peers));
    }

    [Fact]
    public void Tick_InstanceDown_BreachesBothEndpointsAfterMoreThanFiveMinutes()
    {
        _scene.Go(60);
        _scene.Down = (name, _) => name == "api-2";

        Assert.Equal(
            [
                "70: availability/Api/api-2/healthz Pending",
                "70: availability/Api/api-2/ready Pending",
                "360.25: availability/Api/api-2/healthz Breached",
                "360.25: availability/Api/api-2/ready Breached",
            ],
            _scene.Go(400)
        );
    }

    [Fact]
    public void Tick_AlternatingFailures_Breach()
    {
        _scene.Go(60);
        _scene.Down = (name, second) => name == "web-1" && second % 10 == 0;
        _scene.Go(420);

        Assert.Equal(VerdictState.Breached, _scene["availability/Web/web-1/ready"].State);
        Assert.Equal(VerdictState.Healthy, _scene["availability/Api/api-1/ready"].State);
    }

    [Fact]
    public void Tick_ErrorsOnOneInstance_BreachThereAndNotOnTheSum()
    {
        _scene.Go(60);
        _scene.Errors = (name, _) => name == "api-1" ? 2 : 0; // 2 % there, exactly 1 % of the sum
        _scene.Go(420);

        Assert.Equal(VerdictState.Breached, _scene["error-rate/Api/api-1"].State);
        Assert.Equal(VerdictState.Healthy, _scene["error-rate/Api/api-2"].State);
        Assert.Equal(VerdictState.Healthy, _scene["error-rate/Api/all"].State);
        Assert.Equal(10_000, _scene["error-rate/Api/all"].Value);
    }

    [Fact]
    public void Tick_ThinErrorsOnBoth_BreachOnTheSumOnly()
    {
        _scene.Calls = 4; // 48 in a window: too few on one instance, enough together
        _scene.Go(60);
        _scene.Errors = (_, second) => second % 20 == 0 ? 1 : 0;
        _scene.Go(420);

        Assert.Equal(VerdictState.NotEnoughSamples, _scene["error-rate/Api/api-1"].State);
        Assert.Equal(VerdictState.Breached, _scene["error-rate/Api/all"].State);
        Assert.Equal(96, _scene["error-rate/Api/all"].Total);
        Assert.Equal(VerdictState.Breached, _scene.Word);
    }

    [Fact]
    public void Tick_TooLittleTraffic_IsNotEnoughOnTheInstanceAndJudgedOnOwnCallsTogether()
    {
        _scene.Calls = 1;
        _scene.Errors = (_, _) => 1;
        _scene.Go(120);

        Assert.Equal(VerdictState.NotEnoughSamples, _scene["error-rate/Api/api-1"].State);
        Assert.Equal(VerdictState.Healthy, _scene["error-rate/Api/all"].State);
        Assert.Equal(VerdictState.Healthy, _scene.Word);
        Assert.Equal(
            "0 of the 4 newest contract calls to Api failed; too little traffic to judge people's",
            _scene["error-rate/Api/all"].Sentence
        );
    }

    [Fact]
    public void Tick_NightWithoutTraffic_OwnCallsBreachAndTheHoldCarriesOverToPeoplesCalls()
    {
        _scene.Calls = 0;
        _scene.Go(60);
        _scene.Call = (_, _) => Fault.Status;
        _scene.Go(200);
        Assert.Equal(VerdictState.Pending, _scene["error-rate/Api/all"].State);

        _scene.Calls = 200;
        _scene.Errors = (_, _) => 40;

        Assert.Contains("360: error-rate/Api/all Breached", _scene.Go(200));
    }

    [Fact]
    public void Tick_SilentStream_BreachesAtOnceAfterFifteenSeconds()
    {
        _scene.Go(60);
        _scene.Silent = (name, _) => name == "api-1"; // its last byte came at 59 s

        Assert.Equal(["74.25: sse-heartbeat/Api/api-1 Breached"], _scene.Go(60));
    }

    [Fact]
    public void Tick_DuringADeployment_IsDeployingAndBlamesNothingBeforeItsEnd()
    {
        _scene.Go(60);
        _scene.Deploy(Component.Api, "d1");
        _scene.Down = (name, _) => name == "api-1";
        _scene.Silent = (name, _) => name == "api-1";
        _scene.Go(30);
        Assert.Equal(VerdictState.Deploying, _scene["availability/Api/api-1/ready"].State);
        Assert.Equal(VerdictState.Deploying, _scene["sse-heartbeat/Api/api-1"].State);
        Assert.Equal(VerdictState.Healthy, _scene["availability/Web/web-1/ready"].State);

        _scene.Deployed(Component.Api, "d1");
        _scene.Go(100);

        Assert.True(_scene["availability/Api/api-1/ready"].Onset >= Some.At(150));
        Assert.Equal(Some.At(150), _scene["sse-heartbeat/Api/api-1"].Onset);
        Assert.Equal(VerdictState.Breached, _scene["sse-heartbeat/Api/api-1"].State);
    }

    [Fact]
    public void Tick_BreachedBeforeADeployment_StaysBreached()
    {
        _scene.Silent = (name, second) => name == "api-1" && second > 30;
        _scene.Go(60);
        _scene.Deploy(Component.Api, "d1");
        _scene.Go(60);

        Assert.Equal(VerdictState.Breached, _scene["sse-heartbeat/Api/api-1"].State);
    }

    [Fact]
    public void Tick_NothingArrives_IsNoDataAndNeverHealthy()
    {
        _scene.Judge.Tick(Some.At(0));

        Assert.Equal(VerdictState.NoData, _scene.Word);
    }

    [Fact]
    public void Tick_Steady_AllocatesNothing()
    {
        _scene.Go(120);
        var now = _scene.Now;

        Assert.Equal(0, Allocations.Least(_ => TickFifty()));

        void TickFifty()
        {
            for (var i = 0; i < 50; i++)
            {
                _scene.Judge.Tick(now += Some.Seconds(0.25));
            }
        }
    }

    [Fact]
    public void Take_UnknownInstance_ChangesNothing()
    {
        _scene.Judge.Take(new HealthProbed(Some.At(0), "nobody", HealthEndpoint.Ready, Fault.Dns, 0, 0), Some.At(0));
        _scene.Judge.Take(new StreamBeat(Some.At(0), "web-1"), Some.At(0));
        _scene.Deploy(Component.Database, "d1");

        _scene.Judge.Tick(Some.At(1));

        Assert.All(
            _scene.Judge.Verdicts().Where(verdict => verdict.Trigger != TriggerNames.Parity),
            verdict => Assert.Equal(VerdictState.NoData, verdict.State)
        );
    }

    [Fact]
    public void Take_FutureDatedScrape_HidesNothingThatComesAfterIt()
    {
        _scene.Judge.Take(new TrafficScraped(Some.At(0), "api-1", 0, 0), Some.At(0));
        _scene.Judge.Take(new TrafficScraped(Some.At(9_000), "api-1", 100, 0), Some.At(5));
        _scene.Judge.Take(new TrafficScraped(Some.At(10), "api-1", 200, 50), Some.At(10));
        _scene.Judge.Tick(Some.At(10));

        Assert.Equal(250_000, _scene["error-rate/Api/api-1"].Value);
    }
}
