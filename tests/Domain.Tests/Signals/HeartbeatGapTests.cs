using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Signals;

public sealed class HeartbeatGapTests
{
    private readonly HeartbeatGap _gap = new();

    [Fact]
    public void Read_NeverLooked_IsNoGap()
    {
        Assert.False(_gap.Looking);
        Assert.Equal(TimeSpan.Zero, _gap.Read(Some.At(100)));
    }

    [Fact]
    public void Read_NoByteYet_CountsFromTheFirstLook()
    {
        _gap.Look(Some.At(0));

        Assert.Equal(Some.Seconds(20), _gap.Read(Some.At(20)));
    }

    [Fact]
    public void Look_ReconnectWithoutBytes_KeepsGrowing()
    {
        _gap.Look(Some.At(0));
        _gap.Beat(Some.At(5));
        for (var i = 6; i < 25; i++)
        {
            _gap.Look(Some.At(i));
        }

        Assert.Equal(Some.Seconds(20), _gap.Read(Some.At(25)));
    }

    [Fact]
    public void Read_GapEndedBetweenTwoTicks_IsJudgedOnce()
    {
        _gap.Look(Some.At(0));
        Assert.Equal(Some.Seconds(14.9), _gap.Read(Some.At(14.9)));
        _gap.Beat(Some.At(15.1));
        _gap.Beat(Some.At(15.14));

        Assert.Equal(Some.Seconds(15.1), _gap.Read(Some.At(15.15)));
        Assert.Equal(Some.Seconds(0.26), _gap.Read(Some.At(15.4)));
    }

    [Fact]
    public void Beat_OutOfOrder_DoesNotTakeBackALaterOne()
    {
        _gap.Beat(Some.At(10));
        _gap.Beat(Some.At(4));

        Assert.Equal(Some.Seconds(2), _gap.Read(Some.At(12)));
    }

    [Fact]
    public void Clear_OwnDowntime_IsNoGap()
    {
        _gap.Beat(Some.At(0));
        _gap.Clear(Some.At(600));

        Assert.Equal(Some.Seconds(1), _gap.Read(Some.At(601)));
    }

    [Fact]
    public void Clear_NeverLooked_DoesNotBeginToLook()
    {
        _gap.Clear(Some.At(600));

        Assert.False(_gap.Looking);
    }
}
