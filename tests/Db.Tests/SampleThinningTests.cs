using Mcpx.Domain.Triggers;
using Microsoft.Data.Sqlite;

namespace Mcpx.Db.Tests;

public sealed class SampleThinningTests : IDisposable
{
    private const string Ready = "availability/Api/api-1/ready";

    private static readonly SampleRetention Kept = new(
        TimeSpan.FromHours(48),
        TimeSpan.FromDays(30),
        TimeSpan.FromDays(400)
    );

    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Step_ReadingsOfTwoDays_StayAsTheyAre()
    {
        Write(0, 100);
        Write(1, 200);

        Assert.Equal(0, Thin(Some.Start + Kept.Raw));

        Assert.Equal([100L, 200], Values(Some.At(0), Some.At(10)));
    }

    [Fact]
    public void Step_OlderThanTwoDays_OneAMinuteKeepsTheWorstWhereItWas()
    {
        for (var second = 0; second < 180; second++)
        {
            Write(second, second == 77 ? 9_999 : second % 7, failed: second == 77 ? 11 : 0);
        }

        Thin(Some.Start + Kept.Raw + TimeSpan.FromMinutes(3));

        var points = _folder.Store.Samples.Points("Prod", Ready, Some.At(0), Some.At(180));
        Assert.Equal(3, points.Count);
        Assert.Equal((9_999L, Some.At(77), 11L), (points[1].Value!.Value, points[1].At, points[1].Failed));
        Assert.Equal(
            [("0", "6", "3", 60L, 0L), ("0", "9999", "0", 60, 0), ("0", "6", "4", 60, 0)],
            Rows("point_minute")
        );
        Assert.Empty(Rows("point", plain: true));
    }

    [Fact]
    public void Step_MinuteThatIsNotOverYet_Waits()
    {
        Write(0, 1);
        Write(59, 2);

        Assert.Equal(0, Thin(Some.Start + Kept.Raw + TimeSpan.FromSeconds(59)));
        Assert.Equal(2, Thin(Some.Start + Kept.Raw + TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void Step_Breach_IsRememberedThoughItIsNotTheHighest()
    {
        Write(0, 900, state: VerdictState.Healthy);
        Write(1, 10, state: VerdictState.Breached);
        Write(2, value: null, state: VerdictState.NoData);

        Thin(Some.Start + Kept.Raw + TimeSpan.FromMinutes(1));

        var point = Assert.Single(_folder.Store.Samples.Points("Prod", Ready, Some.At(0), Some.At(59)));
        Assert.Equal((VerdictState.Breached, 900L), (point.State, point.Value!.Value));
        Assert.Equal([("10", "900", "10", 2L, 1L)], Rows("point_minute"));
    }

    [Fact]
    public void Step_NothingMeasured_IsNullAndNotZero()
    {
        Write(0, value: null);
        Write(1, value: null);

        Thin(Some.Start + Kept.Raw + TimeSpan.FromMinutes(1));

        Assert.Null(Assert.Single(_folder.Store.Samples.Points("Prod", Ready, Some.At(0), Some.At(59))).Value);
    }

    [Fact]
    public void Step_LateReadingOfAThinnedMinute_IsAddedToIt()
    {
        var now = Some.Start + Kept.Raw + TimeSpan.FromMinutes(1);
        Write(0, 5);
        Thin(now);
        Write(30, 70);
        Thin(now);

        Assert.Equal([("5", "70", "70", 2L, 0L)], Rows("point_minute"));
    }

    [Fact]
    public void Step_AYearOn_HoursAreLeftAndThenNothing()
    {
        for (var minute = 0; minute < 180; minute++)
        {
            Write(minute * 60, minute == 100 ? 8_000 : 1);
        }

        Thin(Some.Start + Kept.Minute + TimeSpan.FromHours(3));
        var points = _folder.Store.Samples.Points("Prod", Ready, Some.Start, Some.At(3 * 3_600));
        Assert.Equal([1L, 8_000, 1], points.Select(point => point.Value!.Value));
        Assert.Equal(Some.At(6_000), points[1].At);
        Assert.Empty(Rows("point_minute"));

        Thin(Some.Start + Kept.Hour + TimeSpan.FromHours(3));
        Assert.Empty(Rows("point_hour"));
    }

    [Fact]
    public void Points_AcrossTheGrains_AreOneLine()
    {
        var now = Some.Start + TimeSpan.FromDays(40);
        Write(0, 100);
        _folder.Store.Samples.Write("Prod", now - TimeSpan.FromDays(10), [Some.Verdict(value: 200)], []);
        _folder.Store.Samples.Write("Prod", now - TimeSpan.FromHours(1), [Some.Verdict(value: 300)], []);

        Thin(now);

        Assert.Single(Rows("point_hour"));
        Assert.Single(Rows("point_minute"));
        Assert.Equal([100L, 200, 300], Values(Some.Start, now));
    }

    /// <summary>Whatever was written: nothing is lost of how much there was, how low and high, and what came last.</summary>
    [Fact]
    public void Step_ManySeries_AddUpToWhatWasWritten()
    {
        var random = new Random(20_261_101);
        var written = new List<(string Series, int Second, long? Value)>();
        foreach (var second in Enumerable.Range(0, 4_000).Where(_ => random.Next(4) == 0))
        {
            var trigger = random.Next(2) == 0 ? TriggerNames.Availability : TriggerNames.SseHeartbeat;
            long? value = random.Next(5) == 0 ? null : random.Next(1_000);
            var verdict = Some.Verdict(trigger, value: value);
            written.Add((verdict.Series, second, value));
            _folder.Store.Samples.Write("Prod", Some.At(second), [verdict], []);
        }

        Assert.Equal(written.Count, Thin(Some.Start + Kept.Raw + TimeSpan.FromHours(4)));

        foreach (var series in written.GroupBy(one => one.Series))
        {
            var expected = series
                .GroupBy(one => one.Second / 60)
                .OrderBy(minute => minute.Key)
                .Select(minute =>
                    (
                        $"{minute.Min(one => one.Value)}",
                        $"{minute.Max(one => one.Value)}",
                        $"{minute.LastOrDefault(one => one.Value is not null).Value}",
                        (long)minute.Count(one => one.Value is not null),
                        (long)minute.Count(one => one.Value is null)
                    )
                );
            Assert.Equal(expected, Rows("point_minute", series.Key));
        }
    }

    private int Thin(DateTimeOffset now)
    {
        var all = 0;
        for (var step = 0; step < 1_000; step++)
        {
            var rows = _folder.Store.Thinning.Step(Kept, now);
            Assert.InRange(rows, 0, 12_000);
            if (rows == 0)
            {
                return all;
            }

            all += rows;
        }

        throw new InvalidOperationException("It does not come to an end.");
    }

    private void Write(int second, long? value, long failed = 0, VerdictState state = VerdictState.Healthy) =>
        _folder.Store.Samples.Write(
            "Prod",
            Some.At(second),
            [Some.Verdict(state: state, value: value) with { Failed = failed }],
            []
        );

    private IEnumerable<long> Values(DateTimeOffset from, DateTimeOffset to) =>
        _folder.Store.Samples.Points("Prod", Ready, from, to).Select(point => point.Value!.Value);

    private List<(string Low, string High, string Last, long Readings, long Missing)> Rows(
        string table,
        string? series = null,
        bool plain = false
    )
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(_folder.Path, "samples.db")};Pooling=False"
        );
        connection.Open();
        using var read = connection.CreateCommand();
        var columns = plain ? "value, value, value, 1, 0" : "low, high, last, readings, missing";
        read.CommandText =
            $"SELECT {columns} FROM {table} WHERE $series IS NULL OR series = $series ORDER BY series, at";
        read.Parameters.AddWithValue("$series", (object?)series ?? DBNull.Value);
        using var rows = read.ExecuteReader();
        var all = new List<(string, string, string, long, long)>();
        while (rows.Read())
        {
            all.Add(($"{rows[0]}", $"{rows[1]}", $"{rows[2]}", rows.GetInt64(3), rows.GetInt64(4)));
        }

        return all;
    }
}
