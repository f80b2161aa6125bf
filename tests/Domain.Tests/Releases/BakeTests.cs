using CsCheck;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Releases;

public sealed class BakeTests
{
    private static readonly PromotionOptions Rules = new() { LongestGap = TimeSpan.FromMinutes(2) };
    private static readonly double[] Waits = [0, 0.25, 1, 5, 9, 10, 11, 119, 121, 600];
    private static readonly BakeSight Blind = new(SightKind.Blind, Tag: null, "nothing is judged");
    private static readonly BakeSight Breached = new(SightKind.Broken, Tag: null, "error-rate is breached");

    [Fact]
    public void Next_SeenWell_CountsFromOneLookToTheNext()
    {
        var bake = Live(null, 0, Well()).Bake;
        bake = Live(bake, 5, Well()).Bake;
        bake = Live(bake, 12, Well()).Bake;

        Assert.Equal((Some.At(0), Some.Seconds(12)), (bake!.Since, bake.Lived));
    }

    [Fact]
    public void Next_ShortGap_GoesOnWithoutIt()
    {
        var bake = Live(Live(null, 0, Well()).Bake, 10, Well()).Bake;
        bake = Live(bake, 20, Blind).Bake;
        bake = Live(bake, 110, Well()).Bake;
        bake = Live(bake, 115, Well()).Bake;

        Assert.Equal((Some.At(0), Some.Seconds(15)), (bake!.Since, bake.Lived));
    }

    [Fact]
    public void Next_NobodyLookedForAWhile_DoesNotCountThatEither()
    {
        var bake = Live(Live(null, 0, Well()).Bake, 60, Well()).Bake;

        Assert.Equal(TimeSpan.Zero, bake!.Lived);
    }

    [Theory]
    [InlineData(120, false)]
    [InlineData(121, true)]
    public void Next_GapOverTheLongest_BeginsAnew(double until, bool anew)
    {
        var step = Live(Live(null, 0, Well()).Bake, until, Well());

        Assert.Equal(anew ? Some.At(until) : Some.At(0), step.Bake!.Since);
        Assert.Equal(anew ? "it was not seen well for 2 min 1 s" : null, step.Ended);
    }

    [Fact]
    public void Next_BlindForTooLong_EndsItWithTheReason()
    {
        var step = Live(Live(null, 0, Well()).Bake, 121, Blind);

        Assert.Null(step.Bake);
        Assert.Equal("it was not seen well for 2 min 1 s (nothing is judged)", step.Ended);
    }

    [Fact]
    public void Next_Breach_EndsItAtOnce()
    {
        var step = Live(Live(null, 0, Well()).Bake, 1, Breached);

        Assert.Equal((null, "error-rate is breached"), (step.Bake, step.Ended));
    }

    [Fact]
    public void Next_OtherRelease_BeginsAnew()
    {
        var step = Live(Live(null, 0, Well()).Bake, 1, Well("v1.9.1"));

        Assert.Equal(("v1.9.1", Some.At(1), "v1.9.1 runs now"), (step.Bake!.Tag, step.Bake.Since, step.Ended));
    }

    [Fact]
    public void Next_NothingBakes_StaysSo()
    {
        Assert.Equal(new(null, null), Live(null, 0, Blind));
        Assert.Equal(new(null, null), Live(null, 0, Breached));
    }

    /// <summary>Whatever happens: what counts was seen well, of one release, without a breach or a long gap in between.</summary>
    [Fact]
    public void Next_Anything_CountsOnlyWhatWasSeenWellWithoutAGapOrABreach() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9].Select(i => Waits[i]))
            .Array[1, 60]
            .Sample(looks =>
            {
                Bake? bake = null;
                var history = new List<(double At, BakeSight Sight)>();
                var at = 0.0;
                foreach (var (kind, wait) in looks)
                {
                    at += wait;
                    var sight = kind switch
                    {
                        0 => Breached,
                        1 => Blind,
                        2 => Well("v1.9.1"),
                        _ => Well(),
                    };
                    history.Add((at, sight));
                    bake = Live(bake, at, sight).Bake;
                    if (bake is null)
                    {
                        continue;
                    }

                    var window = history.Where(look => Some.At(look.At) >= bake.Since).ToList();
                    // Several looks may fall on the moment at which it began.
                    var begun = window.FindLastIndex(look =>
                        Some.At(look.At) == bake.Since && look.Sight.Kind == SightKind.Well
                    );
                    var after = window.Skip(begun + 1).ToList();
                    Assert.DoesNotContain(after, look => look.Sight.Kind == SightKind.Broken);
                    var well = window.Skip(begun).Where(look => look.Sight.Kind == SightKind.Well).ToList();
                    Assert.All(well, look => Assert.Equal(bake.Tag, look.Sight.Tag));
                    Assert.All(well.Zip(well.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At <= 120));
                    var most = well.Zip(well.Skip(1)).Sum(pair => Math.Min(10, pair.Second.At - pair.First.At));
                    Assert.True(bake.Lived <= Some.Seconds(most), $"{bake.Lived} of {most} s");
                }
            });

    [Fact]
    public void Journal_WholeBake_IsWrittenSevenTimesAndItsEndIsDone()
    {
        var written = Written(Enumerable.Range(0, 3_700).Select(second => ((double)second, Well())), 3_600);

        Assert.Equal(7, written.Count);
        Assert.Equal(Some.Seconds(60), written[0].Lived);
        Assert.Equal(BakeProgress.Done, Assert.Single(written, mark => mark.Progress == BakeProgress.Done).Progress);
        Assert.Equal(Some.Seconds(3_600), written[^1].Lived);
    }

    [Fact]
    public void Journal_RestlessComponent_LeavesNoTrace() =>
        Assert.Empty(
            Written(
                Enumerable.Range(0, 5_000).Select(second => ((double)second, second % 50 == 49 ? Breached : Well())),
                3_600
            )
        );

    [Fact]
    public void Journal_BreaksAfterAnHour_SaysWhyOnce()
    {
        var looks = Enumerable
            .Range(0, 1_000)
            .Select(second => ((double)second, second is >= 700 and < 720 ? Breached : Well()));

        var broken = Assert.Single(Written(looks, 3_600), mark => mark.Progress == BakeProgress.Broken);
        Assert.Equal(("error-rate is breached", Some.Seconds(699)), (broken.Why, broken.Lived));
    }

    [Theory]
    [InlineData(BakeProgress.Baking, 119, true)]
    [InlineData(BakeProgress.Done, 119, true)]
    [InlineData(BakeProgress.Baking, 121, false)]
    [InlineData(BakeProgress.Broken, 1, false)]
    public void Resume_AfterARestart_GoesOnOnlyWithinTheGap(BakeProgress progress, double later, bool goesOn)
    {
        var mark = new BakeMark("v1.9.0", Some.At(0), Some.Seconds(90), progress, Why: null, Some.At(100));

        var bake = BakeJournal.Resume(mark, Rules.LongestGap, Some.At(100 + later));

        Assert.Equal(goesOn, bake is not null);
        if (bake is not null)
        {
            // The time in which no process looked does not count.
            Assert.Equal(Some.Seconds(90), Live(bake, 100 + later, Well()).Bake!.Lived);
        }
    }

    private static List<BakeMarked> Written(IEnumerable<(double At, BakeSight Sight)> looks, double length)
    {
        Bake? bake = null;
        var book = TargetBook.Empty;
        var all = new List<BakeMarked>();
        foreach (var (at, sight) in looks)
        {
            var step = Live(bake, at, sight);
            var marks = BakeJournal
                .Of(book.Bakes.GetValueOrDefault(Component.Api), Component.Api, bake, step, Some.Seconds(length))
                .Cast<BakeMarked>()
                .ToList();
            book = marks.Aggregate(
                book,
                (known, mark) =>
                    known.With(
                        new JournalEntry(
                            1,
                            "environment/Prod",
                            1,
                            Some.At(at),
                            Mcpx.Domain.Incidents.Actor.Watchdog,
                            mark
                        )
                    )
            );
            all.AddRange(marks);
            bake = step.Bake;
        }

        return all;
    }

    private static BakeSight Well(string tag = "v1.9.0") => new(SightKind.Well, tag, "");

    private static BakeStep Live(Bake? bake, double at, BakeSight sight) => Bake.Next(bake, sight, Rules, Some.At(at));
}
