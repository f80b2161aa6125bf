using Mcpx.Watchdog.Time;

namespace Mcpx.Watchdog.Tests.Time;

public sealed class AnchoredTimeTests
{
    private readonly Wall _wall = new();
    private readonly AnchoredTime _time;

    public AnchoredTimeTests() => _time = new(_wall);

    [Fact]
    public void GetUtcNow_TimePasses_FollowsTheMonotonicClock()
    {
        var start = _time.GetUtcNow();
        _wall.Pass(TimeSpan.FromSeconds(90));

        Assert.Equal(TimeSpan.FromSeconds(90), _time.GetUtcNow() - start);
        Assert.Null(_time.CheckAgainstWall());
    }

    [Theory]
    [InlineData(1.9)]
    [InlineData(-1.9)]
    public void CheckAgainstWall_SmallStep_IsNone(double seconds)
    {
        _wall.Step(TimeSpan.FromSeconds(seconds));

        Assert.Null(_time.CheckAgainstWall());
    }

    [Fact]
    public void CheckAgainstWall_StepForward_IsTakenOverAndToldOnce()
    {
        _wall.Step(TimeSpan.FromHours(1));

        Assert.Equal(TimeSpan.FromHours(1), _time.CheckAgainstWall());
        Assert.Null(_time.CheckAgainstWall());
        Assert.Equal(_wall.GetUtcNow(), _time.GetUtcNow());
    }

    [Fact]
    public void CheckAgainstWall_StepBack_NeverRunsBackwardsAndIsToldOnce()
    {
        var before = _time.GetUtcNow();
        _wall.Step(TimeSpan.FromHours(-1));

        Assert.Equal(TimeSpan.FromHours(-1), _time.CheckAgainstWall());
        _wall.Pass(TimeSpan.FromSeconds(10));
        Assert.Null(_time.CheckAgainstWall());
        Assert.Equal(before + TimeSpan.FromSeconds(10), _time.GetUtcNow());
    }

    [Fact]
    public void CheckAgainstWall_BackAndCorrected_EndsWithTheWall()
    {
        _wall.Step(TimeSpan.FromHours(-1));
        _time.CheckAgainstWall();
        _wall.Step(TimeSpan.FromHours(1));

        Assert.Equal(TimeSpan.FromHours(1), _time.CheckAgainstWall());
        Assert.Null(_time.CheckAgainstWall());
        Assert.Equal(_wall.GetUtcNow(), _time.GetUtcNow());
    }

    [Fact]
    public void CheckAgainstWall_ManySteps_TimeNeverRunsBackwards()
    {
        var last = _time.GetUtcNow();
        foreach (var step in (double[])[-3600, 10, 5000, -5, -7, 86_400, -86_400, 3])
        {
            _wall.Step(TimeSpan.FromSeconds(step));
            _wall.Pass(TimeSpan.FromMilliseconds(250));
            Assert.NotNull(_time.CheckAgainstWall());
            Assert.True(_time.GetUtcNow() >= last + TimeSpan.FromMilliseconds(250));
            last = _time.GetUtcNow();
        }
    }

    /// <summary>A wall clock that can be set, over a monotonic one that cannot.</summary>
    private sealed class Wall : TimeProvider
    {
        private DateTimeOffset _utc = new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);
        private long _ticks = 77;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => _utc;

        public override long GetTimestamp() => _ticks;

        public void Pass(TimeSpan time) => (_utc, _ticks) = (_utc + time, _ticks + time.Ticks);

        public void Step(TimeSpan step) => _utc += step;
    }
}
