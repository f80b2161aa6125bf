using CsCheck;
using Mcpx.LintMigrations.Findings;

namespace Mcpx.LintMigrations.Tests;

public sealed class RangesTests
{
    [Fact]
    public void Around_AnyRanges_IsOneThatHoldsThePlaceExactlyWhenThereIsOne() =>
        Gen.Select(Gen.Select(Gen.Int[1, 40], Gen.Int[0, 12]).Array[0, 12], Gen.Int[0, 60])
            .Sample(
                (drawn, place) =>
                {
                    var stretches = drawn.Select(one => new Stretch(one.Item1, one.Item1 + one.Item2)).ToList();
                    var ranges = new Ranges<object>(stretches.Select(stretch => (stretch, (object)stretch)));

                    var found = ranges.Around(place);

                    Assert.Equal(stretches.Exists(stretch => Holds(stretch, place)), found is not null);
                    Assert.True(found is null || Holds((Stretch)found, place));
                },
                iter: 5_000
            );

    private static bool Holds(Stretch stretch, int place) => stretch.First <= place && place <= stretch.Last;
}
