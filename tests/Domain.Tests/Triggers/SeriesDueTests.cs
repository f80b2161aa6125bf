using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Triggers;

/// <summary>When a series is judged again: never later than its word can change, and no sooner where all stays well.</summary>
public sealed class SeriesDueTests
{
    private readonly AvailabilitySeries _health = new(Some.Instance(), HealthEndpoint.Ready, new AvailabilityOptions());
    private readonly SseHeartbeatSeries _beats = new(Some.Instance(), new SseHeartbeatOptions());

    [Fact]
    public void Availability_GoodProbeWhileHealthy_WaitsUntilTheLastProbeLeaves()
    {
        Probe(0);
        _health.Step(Some.At(0), deploying: false);
        Probe(5);

        Assert.Equal(Some.At(65).UtcTicks, _health.DueAt);
        Assert.Equal((2, "/ready answers on api-1"), (_health.Verdict().Total, _health.Verdict().Sentence));
    }

    [Fact]
    public void Availability_FirstProbeAfterATickWithoutAny_IsDue()
    {
        _health.Step(Some.At(0), deploying: false);
        Assert.Equal(long.MaxValue, _health.DueAt);
        Probe(5);

        AssertDue(_health, 5);
    }

    [Fact]
    public void Availability_FailureWhileHealthy_IsDue()
    {
        Probe(0);
        _health.Step(Some.At(0), deploying: false);
        Probe(5, failed: true);

        AssertDue(_health, 5);
    }

    [Fact]
    public void Availability_ProbeTooOldForTheEmptiedWindow_DoesNotPutOffThatNothingIsMeasured()
    {
        Probe(0);
        _health.Step(Some.At(0), deploying: false);
        Probe(-10, arrived: 60);

        AssertDue(_health, 60);
        Assert.Equal(VerdictState.NoData, _health.Step(Some.At(60), deploying: false));
    }

    [Fact]
    public void Availability_FailureInAHealthyWindow_IsDueWhenTheOldestLeaves()
    {
        Probe(0);
        Probe(5);
        _health.Step(Some.At(5), deploying: false);
        Assert.Equal(Some.At(65).UtcTicks, _health.DueAt);

        Probe(10, failed: true);
        _health.Step(Some.At(10), deploying: false);
        Assert.Equal((VerdictState.Healthy, Some.At(60).UtcTicks), (_health.State, _health.DueAt));
    }

    [Fact]
    public void Availability_WindowConfigured_IsWhatALookGoesBack()
    {
        var series = new AvailabilitySeries(
            Some.Instance(),
            HealthEndpoint.Ready,
            new AvailabilityOptions { Window = Some.Seconds(30) }
        );
        series.Add(new(Some.At(0), "api-1", HealthEndpoint.Ready, Fault.None, 200, 0), Some.At(0));
        series.Step(Some.At(0), deploying: false);

        Assert.Equal(Some.At(30).UtcTicks, series.DueAt);
    }

    [Fact]
    public void Availability_Pending_IsDueAtEveryTick()
    {
        for (var second = 0; second < 15; second += 5)
        {
            Probe(second, failed: true);
        }

        Assert.Equal(VerdictState.Pending, _health.Step(Some.At(10), deploying: false));
        AssertDue(_health, 10);
    }

    [Fact]
    public void Silence_BeatWhileHealthy_WaitsUntilTheLimitIsCrossed()
    {
        _beats.Look(Some.At(0));
        _beats.Step(Some.At(1), deploying: false);
        Assert.Equal(Some.At(15).UtcTicks + 1, _beats.DueAt);

        _beats.Beat(Some.At(15)); // a gap of exactly the limit

        Assert.Equal(Some.At(30).UtcTicks + 1, _beats.DueAt);
    }

    [Fact]
    public void Silence_BeatThatEndsALongerGap_IsDue()
    {
        _beats.Look(Some.At(0));
        _beats.Step(Some.At(1), deploying: false);
        _beats.Beat(Some.At(15.001));

        AssertDue(_beats, 15.001);
    }

    [Fact]
    public void Silence_FirstLook_IsDue()
    {
        _beats.Step(Some.At(0), deploying: false);
        Assert.Equal(long.MaxValue, _beats.DueAt);
        _beats.Look(Some.At(1));

        AssertDue(_beats, 1);
    }

    [Fact]
    public void Silence_BeatBeforeAnyLook_IsDue()
    {
        _beats.Step(Some.At(0), deploying: false);
        _beats.Beat(Some.At(1));

        AssertDue(_beats, 1);
        Assert.Equal(VerdictState.Healthy, _beats.Step(Some.At(1), deploying: false));
    }

    [Fact]
    public void Silence_BeatAlreadyDue_StaysDue()
    {
        _beats.Look(Some.At(0));
        _beats.Step(Some.At(1), deploying: false);
        _beats.Touch();
        _beats.Beat(Some.At(2));

        AssertDue(_beats, 2);
    }

    [Fact]
    public void Silence_Cleared_IsDue()
    {
        _beats.Look(Some.At(0));
        _beats.Step(Some.At(1), deploying: false);
        _beats.Clear(Some.At(2));

        AssertDue(_beats, 2);
    }

    [Fact]
    public void Cors_Healthy_IsDueWhenTheOldestAnswerOrCountLeaves()
    {
        var series = new CorsSeries(["https://a", "https://b"], new CorsOptions());
        foreach (var second in (int[])[10, 20])
        {
            series.Add(
                new Preflighted(Some.At(second), "api-1", "https://a", PreflightAnswer.Allowed),
                Some.At(second),
                0
            );
        }

        Assert.Equal(VerdictState.Healthy, series.Step(Some.At(20), deploying: false));
        Assert.Equal(Some.At(70).UtcTicks, series.DueAt);

        series.Add(new Preflighted(Some.At(21), "api-1", "https://a", PreflightAnswer.Allowed), Some.At(21), 0);
        AssertDue(series, 21);
        series.Step(Some.At(21), deploying: false);
        series.Add(new RefusalsCounted(Some.At(22), "api-1", "https://b", 1), Some.At(22), 0);
        AssertDue(series, 22);
    }

    [Fact]
    public void Checks_NewestRun_IsDueWhenItIsTooOldAndAtOnceWithTheNext()
    {
        var parity = new ParitySeries(new());
        parity.Add(new(Some.At(1), Critical: 0, Differences: 3, First: null));
        parity.Step(Some.At(1), deploying: false);
        Assert.Equal(Some.At(1_801).UtcTicks, parity.DueAt);
        parity.Add(new(Some.At(2), Critical: 1, Differences: 1, "x"));
        AssertDue(parity, 2);

        var security = new SecuritySeries(Component.Api, "x", new());
        security.Add(new(Some.At(1), "x", Finding: null));
        security.Step(Some.At(1), deploying: false);
        Assert.Equal(Some.At(1_801).UtcTicks, security.DueAt);
        security.Add(new(Some.At(2), "x", "open"));
        AssertDue(security, 2);
    }

    [Fact]
    public void Business_NewestWalkOrCall_IsDueWhenItIsTooOldAndAtOnceWithTheNext()
    {
        var business = new BusinessSeries(Component.Web, "web pages", new());
        business.Add(new(Some.At(1), "web pages", Fault: null));
        business.Step(Some.At(1), deploying: false);
        Assert.Equal(Some.At(1_801).UtcTicks, business.DueAt);
        business.Add(new(Some.At(2), "web pages", "x"));
        AssertDue(business, 2);

        var contract = new ContractSeries(Component.Api, new());
        contract.Add(new(Some.At(1), "api-1", "/x", Fault.None, 200, 900));
        contract.Step(Some.At(1), deploying: false);
        Assert.Equal(Some.At(1_801).UtcTicks, contract.DueAt);
    }

    private static void AssertDue(Series series, double second) =>
        Assert.True(series.DueAt <= Some.At(second).UtcTicks);

    private void Probe(double second, bool failed = false, double? arrived = null) =>
        _health.Add(
            new(Some.At(second), "api-1", HealthEndpoint.Ready, failed ? Fault.Timeout : Fault.None, 0, 0),
            Some.At(arrived ?? second)
        );
}
