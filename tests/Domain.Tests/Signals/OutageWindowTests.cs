using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Signals;

public sealed class OutageWindowTests
{
    private readonly OutageWindow _window = new(Some.Seconds(60), 16);

    [Fact]
    public void Add_LateFailure_OpensTheOutageThatItBelongsTo()
    {
        Add(0, failed: true);
        Add(10, failed: true);
        Add(15, failed: false);

        Assert.True(Add(5, failed: true, arrived: 16));
        Assert.Equal(Some.At(0), _window.OpenSince);
    }

    [Fact]
    public void Add_LateGoodProbe_BreaksTheStreakItBelongsTo()
    {
        Add(0, failed: true);
        Add(10, failed: true);
        Add(5, failed: false, arrived: 11);

        Assert.False(Add(15, failed: true));
        Assert.Null(_window.OpenSince);
        Assert.True(Add(20, failed: true));
        Assert.Equal(Some.At(10), _window.OpenSince);
    }

    [Fact]
    public void Add_LateProbeAmongThoseOfAnOpenOutage_OpensNoOther()
    {
        Add(0, failed: true);
        Add(5, failed: true);
        Add(10, failed: true);

        Assert.False(Add(7, failed: true, arrived: 11));
        Assert.Equal(4, _window.Failed);
    }

    [Fact]
    public void Add_LateProbe_KnowsWhatHasLeftTheWindow()
    {
        Add(0, failed: true);
        Add(5, failed: true);
        Add(10, failed: true);
        Add(68, failed: true);
        Add(80, failed: true);

        Add(75, failed: true, arrived: 81);

        Assert.Equal(Some.At(0), _window.OpenSince);
        Assert.Equal(3, _window.Samples);
    }

    [Fact]
    public void Add_LeftTheWindowBeforeItArrived_CountsNowhere()
    {
        Add(100, failed: false);

        Add(40, failed: true, arrived: 100);

        Assert.Equal((1, 0), (_window.Samples, _window.Failed));
    }

    [Fact]
    public void Add_SameTimeAndOutcome_IsADuplicateOnlyWhenItTookAsLong()
    {
        Add(0, failed: true);
        Add(0, failed: true);
        _window.Add(Some.At(0), failed: true, microseconds: 901, Some.At(1));

        Assert.Equal(2, _window.Failed);
    }

    [Fact]
    public void Add_FullWindow_LosesTheOldestAndNotItsOutage()
    {
        var window = new OutageWindow(Some.Seconds(60), 2);
        for (var second = 0; second < 5; second++)
        {
            window.Add(Some.At(second), failed: true, microseconds: 900, Some.At(second));
        }

        Assert.Equal(2, window.Samples);
        Assert.Equal(Some.At(0), window.OpenSince);
    }

    [Fact]
    public void Advance_ProbeExactlyAWindowOld_HasLeft()
    {
        Add(0, failed: true);
        Add(1, failed: false);

        _window.Advance(Some.At(60));

        Assert.Equal((1, 0), (_window.Samples, _window.Failed));
    }

    [Fact]
    public void Clear_Probes_ForgetsThoseThatHadLeftToo()
    {
        Add(0, failed: true);
        Add(5, failed: true);
        Add(70, failed: true);
        _window.Clear();
        Assert.Equal((0, 0), (_window.Samples, _window.Failed));

        Assert.False(Add(100, failed: true));
        Assert.False(Add(95, failed: true, arrived: 101));
        Assert.Null(_window.OpenSince);
    }

    [Fact]
    public void Add_LateProbeToAFullWindow_TakesItsPlaceInTime()
    {
        var window = new OutageWindow(Some.Seconds(60), 3);
        foreach (var (at, failed) in new[] { (10, false), (20, true), (30, true) })
        {
            window.Add(Some.At(at), failed, microseconds: 900, Some.At(at));
        }

        // It broke the streak before second 30, which therefore begins one.
        window.Add(Some.At(25), failed: false, microseconds: 900, Some.At(31));

        Assert.False(window.Add(Some.At(32), failed: true, microseconds: 900, Some.At(32)));
        Assert.True(window.Add(Some.At(33), failed: true, microseconds: 900, Some.At(33)));
        Assert.Equal(Some.At(30), window.OpenSince);
    }

    [Fact]
    public void Add_DuplicateOfAFailure_OpensNothing()
    {
        Add(0, failed: true);
        Add(1, failed: true);

        Assert.False(Add(1, failed: true));
        Assert.Null(_window.OpenSince);
    }

    private bool Add(double at, bool failed, double? arrived = null) =>
        _window.Add(Some.At(at), failed, microseconds: 900, Some.At(arrived ?? at));
}
