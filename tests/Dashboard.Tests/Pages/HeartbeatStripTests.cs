using System.Globalization;
using CsCheck;
using Mcpx.Dashboard.Components.Pages.Sse;
using Mcpx.Dashboard.Store;

namespace Mcpx.Dashboard.Tests.Pages;

public sealed class HeartbeatStripTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Span = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    [Fact]
    public void Add_ReadingsOfASteadyStream_AreOneSignForEachBeat()
    {
        var track = Track(120, second => second % 10 * 1_000);
        Assert.Equal(12, track.Pieces.Count);
        Assert.All(track.Pieces, piece => Assert.False(piece.IsBlind));
        Assert.All(track.Pieces.SkipLast(1), piece => Assert.InRange(piece.To - piece.From, 9_000, 11_000));
    }

    [Fact]
    public void Add_SilenceThatGrows_IsOneOpenGapFromItsLastByte()
    {
        var track = Track(60, second => second < 20 ? second % 10 * 1_000 : (second - 20) * 1_000);
        Assert.Equal((Ms(20), Ms(59)), (track.Pieces[^1].From, track.Pieces[^1].To));
    }

    [Fact]
    public void Of_BeatsEverySecond_AreNoGapOfTheirSum()
    {
        var track = Track(300, second => 200 + (second % 7 * 100));
        Assert.Equal(
            ("", "", ""),
            HeartbeatStrip.Of(track, Start, Start.AddSeconds(300), TimeSpan.FromSeconds(2), Start).Gaps
        );
    }

    [Fact]
    public void Add_NothingMeasured_IsBlindAndNeverSilence()
    {
        var track = Track(60, second => second is >= 20 and < 50 ? null : second % 10 * 1_000);
        var blind = Assert.Single(track.Pieces, piece => piece.IsBlind);
        Assert.InRange(blind.To - blind.From, 28_000, 30_000);
        Assert.All(track.Pieces, piece => Assert.True(piece.IsBlind || piece.To - piece.From <= 10_000));
    }

    [Fact]
    public void Add_ReadingsThatStayAway_AreBlind()
    {
        var track = new HeartbeatTrack(Span);
        track.Add(Start, 0);
        track.Add(Start.AddSeconds(60), 1_000);
        var blind = Assert.Single(track.Pieces, piece => piece.IsBlind);
        Assert.Equal((Ms(0), Ms(60)), (blind.From, blind.To));
    }

    [Fact]
    public void Trim_OfALongRun_KeepsWhatTheSpanShows()
    {
        var track = Track(4_000, second => second % 10 * 1_000);
        track.Trim(Start.AddSeconds(4_000));
        Assert.InRange(track.Pieces.Count, 29, 32);
    }

    [Fact]
    public void Pieces_OfAnyReadings_AreInOrderAndDoNotOverlap() =>
        Gen.Select(Gen.Int[1, 20], Gen.Long[-1, 100_000])
            .List[1, 200]
            .Sample(readings =>
            {
                var track = new HeartbeatTrack(Span);
                var at = Start;
                foreach (var (after, value) in readings)
                {
                    at = at.AddSeconds(after);
                    track.Add(at, value < 0 ? null : value);
                }

                var before = long.MinValue;
                foreach (var piece in track.Pieces)
                {
                    Assert.True(piece.From >= before, $"{piece.From} before {before}");
                    Assert.True(piece.From <= piece.Last && piece.Last <= piece.To);
                    before = piece.To;
                }

                Assert.Equal(at, track.Newest);
            });

    [Fact]
    public void Of_GapsAboveTheLimit_AreStrongerTheLongerTheyAre()
    {
        Assert.Equal((false, false, false), Gaps(14));
        Assert.Equal((true, false, false), Gaps(17));
        Assert.Equal((false, true, false), Gaps(26));
        Assert.Equal((false, false, true), Gaps(40));

        static (bool, bool, bool) Gaps(int seconds)
        {
            var track = Track(
                200,
                second =>
                    second < 60 ? 0
                    : second <= 60 + seconds ? (second - 60) * 1_000L
                    : 0
            );
            var (some, more, most) = Strip(track, 200).Gaps;
            return (some.Length > 0, more.Length > 0, most.Length > 0);
        }
    }

    [Fact]
    public void Of_OneSecondLater_SettledSignsAreTheSameText()
    {
        var track = Track(190, second => second % 10 * 1_000);
        var before = Strip(track, 190);
        track.Add(Start.AddSeconds(190), 0);
        var after = Strip(track, 191);
        Assert.Equal(before.Settled, after.Settled);
        Assert.NotEqual(before.Fresh, after.Fresh);
        Assert.True(after.Fresh.Length < after.Settled.Length);
    }

    [Fact]
    public void Of_NothingRead_IsHatchedAllAlong()
    {
        var strip = Strip(new HeartbeatTrack(Span), 300);
        Assert.Equal(("", "M0 1h300v16h-300z"), (strip.Settled, strip.Blind));
    }

    [Fact]
    public void Of_ReadingsThatEnd_AreHatchedToNow() =>
        Assert.NotEqual("", Strip(Track(100, second => second % 10 * 1_000), 160).Blind);

    [Fact]
    public void Of_AnotherCulture_WritesPointsNotCommas()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            other.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = other;
            var strip = Strip(Track(100, second => (second % 10 * 1_000) + 350), 100);
            Assert.DoesNotContain(",", strip.Settled + strip.Fresh, StringComparison.Ordinal);
            Assert.Contains(".", strip.Settled, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Band_OfManyStreams_GoesFromTheShortestToTheLongest()
    {
        var band = HealthyBand.Of([Line(9_000, 10_000), Line(11_000, 12_000)], Limit);
        Assert.Equal((9_000, 12_000), (band.Shortest, band.Longest));
        Assert.StartsWith("M0,", band.Path, StringComparison.Ordinal);
        Assert.Equal(6, band.LimitY);
    }

    [Fact]
    public void Band_WhereNothingWasMeasured_IsBroken()
    {
        var band = HealthyBand.Of([Line(9_000, null, 9_000)], Limit);
        Assert.Equal(2, band.Path.Count(letter => letter == 'M'));
        Assert.Equal("", HealthyBand.Of([], Limit).Path);
        Assert.Null(HealthyBand.Of([Line(null, null)], Limit).Longest);
    }

    private static SlotLine Line(params long?[] high) => new(0, high, high);

    private static HeartbeatStrip Strip(HeartbeatTrack track, int seconds) =>
        HeartbeatStrip.Of(track, Start, Start.AddSeconds(seconds), Limit, Start);

    private static HeartbeatTrack Track(int seconds, Func<int, long?> silence)
    {
        var track = new HeartbeatTrack(Span);
        for (var second = 0; second < seconds; second++)
        {
            track.Add(Start.AddSeconds(second), silence(second));
        }

        return track;
    }

    private static long Ms(int second) => Start.AddSeconds(second).ToUnixTimeMilliseconds();
}
