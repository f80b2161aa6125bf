using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Triggers;

public sealed class EnvironmentJudgeRestartTests
{
    private const string Ready = "availability/Api/api-1/ready";

    private readonly PortalScene _scene = new();

    [Fact]
    public void Restore_OutageGoesOn_HoldsOverTheDowntime()
    {
        _scene.Go(60);
        _scene.Down = (name, _) => name == "api-1";
        _scene.Go(200);
        Restart(away: 20);

        Assert.Equal(VerdictState.Pending, _scene[Ready].State);
        _scene.Go(100);

        Assert.Equal(VerdictState.Breached, _scene[Ready].State);
        Assert.Equal(Some.At(60), _scene[Ready].Onset);
        Assert.InRange(_scene[Ready].Since, Some.At(360), Some.At(366));
    }

    [Fact]
    public void Restore_RecoveredMeanwhile_DropsTheHold()
    {
        _scene.Go(60);
        _scene.Down = (name, _) => name == "api-1";
        _scene.Go(200);
        _scene.Down = (_, _) => false;
        Restart(away: 20);
        _scene.Go(10);

        Assert.Equal(VerdictState.Healthy, _scene[Ready].State);
    }

    [Fact]
    public void Restore_HoldPausedByMissingData_IsNotLost()
    {
        _scene.Calls = 20;
        _scene.Errors = (name, _) => name == "api-1" ? 5 : 0;
        _scene.Go(200);
        var held = _scene["error-rate/Api/api-1"].Held;
        _scene.Calls = 0;
        _scene.Errors = (_, _) => 0;
        _scene.Go(60);
        Assert.Equal(VerdictState.NotEnoughSamples, _scene["error-rate/Api/api-1"].State);
        Restart(away: 5);
        _scene.Calls = 20;
        _scene.Errors = (name, _) => name == "api-1" ? 5 : 0;
        _scene.Go(30);

        Assert.True(_scene["error-rate/Api/api-1"].Held > held);
    }

    [Fact]
    public void Restore_Breached_StaysAndSaysItIsNotMeasured()
    {
        _scene.Silent = (name, second) => name == "api-1" && second > 30;
        _scene.Go(60);
        Restart(away: 600);
        _scene.Judge.Tick(_scene.Now);

        Assert.Equal(VerdictState.Breached, _scene["sse-heartbeat/Api/api-1"].State);
        Assert.Equal(
            "api-1: breached, and not measured since 09:11:00 UTC",
            _scene["sse-heartbeat/Api/api-1"].Sentence
        );
    }

    [Fact]
    public void Verdicts_RestoredAndNotTickedYet_SayThatNothingIsMeasuredYet()
    {
        _scene.Silent = (name, second) => name == "api-1" && second > 30;
        _scene.Go(60);
        Restart(away: 600);

        Assert.Equal(
            "api-1: breached, and not measured yet since the restart",
            _scene["sse-heartbeat/Api/api-1"].Sentence
        );
    }

    [Fact]
    public void Resume_OwnDowntime_IsNobodysGap()
    {
        _scene.Go(60);
        _scene.Away(600);
        _scene.Judge.Take(new Resumed(_scene.Now), _scene.Now);
        _scene.Silent = (_, second) => second < 670;

        Assert.DoesNotContain(_scene.Go(60), change => change.Contains("sse-heartbeat", StringComparison.Ordinal));
    }

    private void Restart(double away)
    {
        var (known, asOf) = (_scene.Judge.Verdicts(), _scene.Now);
        _scene.Away(away);
        _scene.Judge = new("Prod", Some.Environment());
        _scene.Judge.Restore(known, asOf);
    }
}
