using CsCheck;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Signals;

public sealed class CounterGrowthTests
{
    private readonly CounterGrowth _growth = new();

    [Fact]
    public void Take_First_GivesNone() => Assert.Null(_growth.Take(new(Some.At(0), 5_000, 40)));

    [Fact]
    public void Take_Second_GivesTheDifference()
    {
        _growth.Take(new(Some.At(0), 100, 1));

        Assert.Equal((50L, 3L), _growth.Take(new(Some.At(5), 150, 4)));
    }

    [Fact]
    public void Take_AfterAReset_GivesTheNewValues()
    {
        _growth.Take(new(Some.At(0), 1_000, 10));

        Assert.Equal((30L, 2L), _growth.Take(new(Some.At(5), 30, 2)));
    }

    [Fact]
    public void Take_OnlyErrorsFell_IsAReset()
    {
        _growth.Take(new(Some.At(0), 10, 5));

        Assert.Equal((12L, 0L), _growth.Take(new(Some.At(5), 12, 0)));
    }

    [Fact]
    public void Take_LateOrTheSameAgain_GivesNoneAndLosesNothing()
    {
        _growth.Take(new(Some.At(0), 100, 0));
        _growth.Take(new(Some.At(10), 200, 5));

        Assert.Null(_growth.Take(new(Some.At(5), 150, 2)));
        Assert.Null(_growth.Take(new(Some.At(10), 200, 5)));
        Assert.Equal((10L, 1L), _growth.Take(new(Some.At(15), 210, 6)));
    }

    [Fact]
    public void Take_FutureDated_CountsAtItsArrivalAndHidesNothing()
    {
        _growth.Take(new(Some.At(0), 100, 0), Some.At(0));

        Assert.Equal((50L, 1L), _growth.Take(new(Some.At(3_600), 150, 1), Some.At(5)));
        Assert.Equal((50L, 9L), _growth.Take(new(Some.At(10), 200, 10), Some.At(10)));
    }

    [Fact]
    public void Take_CountersThatOnlyGrow_SumUpToTheLastMinusTheFirst() =>
        Gen.Select(Gen.Int[0, 100], Gen.Int[0, 100])
            .List[1, 30]
            .Sample(steps =>
            {
                var growth = new CounterGrowth();
                var (calls, errors, sumCalls, sumErrors, second) = (0L, 0L, 0L, 0L, 0);
                growth.Take(new(Some.At(second++), 0, 0));
                foreach (var (good, bad) in steps)
                {
                    (calls, errors) = (calls + good + bad, errors + bad);
                    var grown = growth.Take(new(Some.At(second++), calls, errors))!.Value;
                    (sumCalls, sumErrors) = (sumCalls + grown.Calls, sumErrors + grown.Errors);
                }

                Assert.Equal((calls, errors), (sumCalls, sumErrors));
            });
}
