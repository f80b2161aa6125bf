using Dapper;
using Microsoft.Data.Sqlite;

namespace Mcpx.Db;

/// <summary>How long readings are kept in which grain.</summary>
/// <param name="Raw">One a second.</param>
/// <param name="Minute">One a minute.</param>
/// <param name="Hour">One an hour.</param>
public sealed record SampleRetention(TimeSpan Raw, TimeSpan Minute, TimeSpan Hour);

/// <summary>
/// Thins readings as they age, series by series in small transactions: whoever writes readings waits for some
/// thousand rows at most. A minute or hour is thinned once it is over and all of it is old enough.
/// </summary>
/// <param name="path">The samples' file.</param>
public sealed class SampleThinning(string path)
{
    private const int Most = 4_000;
    private const long Minute = 60_000;
    private const long Hour = 60 * Minute;

    private static readonly Grain Raw = new(
        "point",
        "at AS WorstAt, value AS Low, value AS High, value AS Last, value IS NOT NULL AS Readings, value IS NULL AS Missing",
        "point_minute",
        Minute,
        // An hour of seconds at a time, and two and a half days of minutes.
        Hour
    );

    private static readonly Grain Minutes = new(
        "point_minute",
        "worst_at AS WorstAt, low, high, last, readings, missing",
        "point_hour",
        Hour,
        60 * Hour
    );

    private readonly SqliteFile _file = new(path);
    private (string Environment, string Series) _after = ("", "");
    private Grain _grain = Raw;

    /// <summary>Does a bounded part of what is due.</summary>
    /// <param name="kept">How long which grain is kept.</param>
    /// <param name="now">The time.</param>
    /// <returns>How many rows were thinned or removed; 0 when nothing is left to do.</returns>
    public int Step(SampleRetention kept, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(kept);
        using var connection = _file.Open();
        for (var round = 0; round < 2; round++)
        {
            var age = _grain == Raw ? kept.Raw : kept.Minute;
            if (Thin(connection, Before(now, age) / _grain.Length * _grain.Length) is > 0 and var rows)
            {
                return rows;
            }

            (_grain, _after) = (_grain == Raw ? Minutes : Raw, ("", ""));
        }

        return Remove(connection, "point_hour", "environment, series, at", Before(now, kept.Hour))
            + Remove(connection, "verdict_change", "id", Before(now, kept.Minute));
    }

    private static long Before(DateTimeOffset now, TimeSpan age) => (now - age).ToUnixTimeMilliseconds();

    private int Thin(SqliteConnection connection, long before)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var rows = 0;
        while (rows < Most && Oldest(connection, transaction, before) is { } oldest)
        {
            rows += Thin(connection, transaction, oldest, before);
        }

        transaction.Commit();
        return rows;
    }

    /// <summary>The oldest row of the next series that has one to be thinned; the same series again while it has more.</summary>
    private Oldest? Oldest(SqliteConnection connection, SqliteTransaction transaction, long before)
    {
        while (
            connection.QueryFirstOrDefault<Oldest>(
                $"SELECT environment, series, at FROM {_grain.From} WHERE (environment, series) > (@Environment, @Series) ORDER BY environment, series, at LIMIT 1",
                new { _after.Environment, _after.Series },
                transaction
            )
                is { } next
        )
        {
            if (next.At < before)
            {
                return next;
            }

            _after = (next.Environment, next.Series);
        }

        return null;
    }

    private int Thin(SqliteConnection connection, SqliteTransaction transaction, Oldest oldest, long before)
    {
        var from = oldest.At / _grain.Length * _grain.Length;
        var range = new
        {
            oldest.Environment,
            oldest.Series,
            from,
            to = Math.Min(before, from + _grain.Span),
        };
        const string where = "WHERE environment = @Environment AND series = @Series AND at >= @from AND at < @to";
        // What was thinned before stands first: a reading that came late is added to it.
        var known = connection.Query<ThinnedPoint>(
            $"SELECT at, worst_at AS WorstAt, low, high, last, readings, missing, total, failed, state FROM {_grain.To} {where}",
            range,
            transaction
        );
        var rows = connection
            .Query<ThinnedPoint>(
                $"SELECT at, {_grain.Columns}, total, failed, state FROM {_grain.From} {where} ORDER BY at",
                range,
                transaction
            )
            .AsList();
        connection.Execute(
            $"""
            INSERT OR REPLACE INTO {_grain.To} (environment, series, at, worst_at, low, high, last, readings, missing, total, failed, state)
            VALUES (@Environment, @Series, @At, @WorstAt, @Low, @High, @Last, @Readings, @Missing, @Total, @Failed, @State)
            """,
            known
                .Concat(rows)
                .GroupBy(row => row.At / _grain.Length * _grain.Length)
                .Select(bucket => (At: bucket.Key, Sum: bucket.Aggregate((sum, next) => sum.With(next))))
                .Select(bucket => new
                {
                    oldest.Environment,
                    oldest.Series,
                    bucket.At,
                    bucket.Sum.WorstAt,
                    bucket.Sum.Low,
                    bucket.Sum.High,
                    bucket.Sum.Last,
                    bucket.Sum.Readings,
                    bucket.Sum.Missing,
                    bucket.Sum.Total,
                    bucket.Sum.Failed,
                    bucket.Sum.State,
                }),
            transaction
        );
        connection.Execute($"DELETE FROM {_grain.From} {where}", range, transaction);
        return rows.Count;
    }

    private static int Remove(SqliteConnection connection, string table, string key, long before) =>
        connection.Execute(
            $"DELETE FROM {table} WHERE ({key}) IN (SELECT {key} FROM {table} WHERE at < @before LIMIT {Most})",
            new { before }
        );

    private sealed record Grain(string From, string Columns, string To, long Length, long Span);
}

/// <summary>A series with its oldest row.</summary>
internal sealed record Oldest(string Environment, string Series, long At);
