using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Triggers;

/// <summary>What is taken while we are blind, and when that is said.</summary>
public sealed class EnvironmentJudgeSightTests
{
    private readonly PortalScene _scene = new();

    [Fact]
    public void Tick_GoneBlindWithoutAnotherSample_SaysSoOfEverySeriesAtOnce()
    {
        _scene.Vantage = _ => true;
        _scene.Go(20);
        Look(answered: false);
        _scene.Judge.Tick(_scene.Now);

        Assert.True(_scene.Judge.IsBlind);
        Assert.Equal(VerdictState.ProbeError, _scene["availability/Web/web-1/ready"].State);
        Assert.Equal(VerdictState.ProbeError, _scene["flapping/Api/api-1/ready"].State);
        Assert.Equal(VerdictState.ProbeError, _scene["sse-heartbeat/Api/api-1"].State);
        Assert.Equal(VerdictState.Healthy, _scene["parity/Api/all/promotion"].State);
    }

    [Theory]
    [InlineData(5, 20)] // came when we saw again
    [InlineData(9_000, 5)] // dated long after
    public void Take_FailuresFromWhenWeWereBlind_AreNoOutage(double dated, double arrived)
    {
        Look(answered: false);
        if (arrived > 10)
        {
            _scene.Judge.Take(new VantageLooked(Some.At(10), "canary", Answered: true), Some.At(10));
        }

        for (var i = 0; i < 3; i++)
        {
            _scene.Judge.Take(
                new HealthProbed(Some.At(dated + i), "api-1", HealthEndpoint.Ready, Fault.Refused, 0, 900),
                Some.At(arrived + i)
            );
        }

        _scene.Judge.Tick(Some.At(arrived + 2));

        Assert.Equal(VerdictState.ProbeError, _scene["availability/Api/api-1/ready"].State);
    }

    [Fact]
    public void Take_OwnCallsWhileBlind_CountsTheAnsweredOnesOnly()
    {
        Look(answered: false);
        Call("/a", Fault.None);
        Call("/b", Fault.Refused);
        See();

        var together = _scene["error-rate/Api/all"];
        Assert.Equal((VerdictState.Healthy, 1, 0), (together.State, together.Total, together.Failed));
    }

    [Fact]
    public void Take_FirstEventsWhileBlind_CountsThoseThatCameOnly()
    {
        Look(answered: false);
        for (var i = 0; i < 6; i++)
        {
            _scene.Judge.Take(new FirstEventTimed(Some.At(i), "api-1", i == 5 ? null : 40_000), Some.At(i));
        }

        See();

        Assert.Equal((VerdictState.Healthy, 5), (_scene["sse-ttfb/Api/all"].State, _scene["sse-ttfb/Api/all"].Total));
    }

    [Fact]
    public void Take_StreamLookedAtAndNeverABeat_BreachesAfterTheLimit()
    {
        _scene.Judge.Take(new StreamLooked(Some.At(0), "api-1"), Some.At(0));
        _scene.Judge.Tick(Some.At(15));
        Assert.Equal(VerdictState.Healthy, _scene["sse-heartbeat/Api/api-1"].State);
        _scene.Judge.Tick(Some.At(15.25));

        Assert.Equal(VerdictState.Breached, _scene["sse-heartbeat/Api/api-1"].State);
    }

    [Fact]
    public void Take_Resumed_IsNobodysSilenceOfEvents()
    {
        _scene.Judge = new(
            "Prod",
            Some.Environment() with
            {
                Triggers = new() { SseHeartbeat = new() { EventsWithin = Some.Seconds(60) } },
            }
        );
        _scene.Judge.Take(new StreamEvent(Some.At(0), "api-1"), Some.At(0));
        _scene.Judge.Tick(Some.At(0));
        _scene.Judge.Take(new Resumed(Some.At(300)), Some.At(300));
        _scene.Judge.Tick(Some.At(310));

        Assert.Equal(VerdictState.Healthy, _scene["sse-heartbeat/Api/api-1/events"].State);
    }

    [Fact]
    public void Tick_SlowOwnCallsLeaveTheWindow_AreNotInTheComponentsP95()
    {
        for (var second = 0; second < 120; second++)
        {
            _scene.Judge.Take(
                new ContractCalled(Some.At(second), "api-1", "/x", Fault.None, 200, second < 60 ? 900_000 : 80_000),
                Some.At(second)
            );
        }

        _scene.Judge.Tick(Some.At(119));
        Assert.InRange(_scene["latency/Api/all"].Value!.Value, 891, 909);
        _scene.Judge.Tick(Some.At(179.5));

        Assert.InRange(_scene["latency/Api/all"].Value!.Value, 79, 81);
    }

    private void Look(bool answered) =>
        _scene.Judge.Take(new VantageLooked(_scene.Now, "canary", answered), _scene.Now);

    private void Call(string path, Fault fault) =>
        _scene.Judge.Take(
            new ContractCalled(Some.At(5), "api-1", path, fault, fault == Fault.None ? 200 : 0, 900),
            Some.At(5)
        );

    private void See()
    {
        _scene.Judge.Take(new VantageLooked(Some.At(10), "canary", Answered: true), Some.At(10));
        _scene.Judge.Tick(Some.At(10));
    }
}
