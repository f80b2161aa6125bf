using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Triggers;

public sealed class DeployWindowTests
{
    private readonly DeployWindow _window = new(settle: Some.Seconds(60), cap: Some.Seconds(900));

    [Fact]
    public void Covers_NothingReported_IsFalse() => Assert.False(_window.Covers(Some.At(0)));

    [Theory]
    [InlineData(0, true)]
    [InlineData(99, true)]
    [InlineData(159.9, true)]
    [InlineData(160, false)]
    public void Covers_Finished_UntilSettled(double second, bool covers)
    {
        _window.Started("d1", Some.At(0));
        _window.Ended("d1", Some.At(100));

        Assert.Equal(covers, _window.Covers(Some.At(second)));
    }

    [Theory]
    [InlineData(899.9, true)]
    [InlineData(900, false)]
    public void Covers_NoFinish_UntilTheCap(double second, bool covers)
    {
        _window.Started("d1", Some.At(0));

        Assert.Equal(covers, _window.Covers(Some.At(second)));
    }

    [Fact]
    public void Started_SameAgain_DoesNotMoveTheCap()
    {
        _window.Started("d1", Some.At(0));
        _window.Started("d1", Some.At(800));

        Assert.False(_window.Covers(Some.At(900)));
    }

    [Fact]
    public void Covers_TwoAtOnce_LastsAsLongAsTheLonger()
    {
        _window.Started("d1", Some.At(0));
        _window.Started("d2", Some.At(10));
        _window.Ended("d1", Some.At(20));

        Assert.True(_window.Covers(Some.At(300)));
        _window.Ended("d2", Some.At(300));
        Assert.True(_window.Covers(Some.At(359)));
        Assert.False(_window.Covers(Some.At(360)));
    }

    [Fact]
    public void Ended_OldFinishAfterANewerOne_DoesNotShortenIt()
    {
        _window.Ended("d2", Some.At(300));
        _window.Ended("d1", Some.At(20));

        Assert.True(_window.Covers(Some.At(359)));
    }

    [Fact]
    public void Ended_NewerFinish_CoversLonger()
    {
        _window.Ended("d1", Some.At(100));
        _window.Ended("d2", Some.At(130));

        Assert.Equal(Some.At(190), _window.Until);
    }

    [Fact]
    public void Until_OneIsCappedWhileAnotherSettles_IsTheLaterOfBoth()
    {
        _window.Started("d1", Some.At(0));
        _window.Ended("d2", Some.At(1_000));

        Assert.Equal(Some.At(1_060), _window.Until);
    }
}
