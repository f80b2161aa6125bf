using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Triggers;

public sealed class VantagesTests
{
    private readonly Vantages _vantages = new();

    [Fact]
    public void BlindAt_NoVantage_IsFalse() => Assert.False(_vantages.BlindAt(Some.At(0)));

    [Theory]
    [InlineData(9.75, false)] // nobody had looked yet
    [InlineData(10, true)]
    [InlineData(40, true)]
    [InlineData(40.25, false)] // too old to say anything
    public void BlindAt_OneFailedLook_IsTrueForHalfAMinute(double second, bool blind)
    {
        Look(10, answered: false);

        Assert.Equal(blind, _vantages.BlindAt(Some.At(second)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void BlindAt_TwoLooksOfOneTime_BelievesTheLaterToArrive(bool answered)
    {
        Look(10, !answered);
        Look(10, answered);

        Assert.Equal(!answered, _vantages.BlindAt(Some.At(10)));
    }

    [Fact]
    public void BlindAt_LookDatedLaterThanItCame_CountsFromItsArrival()
    {
        _vantages.Take(new(Some.At(9_000), "canary", Answered: false), Some.At(10));

        Assert.True(_vantages.BlindAt(Some.At(10)));
    }

    [Fact]
    public void BlindAt_LookThatCameLate_CountsFromItsOwnTime()
    {
        _vantages.Take(new(Some.At(10), "canary", Answered: false), Some.At(30));

        Assert.False(_vantages.BlindAt(Some.At(41)));
    }

    [Fact]
    public void BlindAt_OneOfTwoVantagesAnswers_IsFalse()
    {
        Look(10, answered: false);
        _vantages.Take(new(Some.At(10), "other", Answered: true), Some.At(10));

        Assert.False(_vantages.BlindAt(Some.At(10)));
    }

    private void Look(double second, bool answered) =>
        _vantages.Take(new(Some.At(second), "canary", answered), Some.At(second));
}
