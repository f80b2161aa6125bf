using Mcpx.Db.Engines;

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
public sealed class SampleThinning
{
    private const int Most = 4_000;
    private const long Minute = 60_000;
    private const long Hour = 60 * Minute;

    // An hour of seconds at a time, and two and a half days of minutes.
    private static readonly Grain Raw = new(AgedReadings.Raw, Minute, Hour);
    private static readonly Grain Minutes = new(AgedReadings.Minute, Hour, 60 * Hour);

    private readonly Engine _engine;
    private (string Environment, string Series) _after = ("", "");
    private Grain _grain = Raw;

    internal SampleThinning(Engine engine) => _engine = engine;

    /// <summary>Does a bounded part of what is due.</summary>
    /// <param name="kept">How long which grain is kept.</param>
    /// <param name="now">The time.</param>
    /// <returns>How many rows were thinned or removed; 0 when nothing is left to do.</returns>
    public int Step(SampleRetention kept, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(kept);
        for (var round = 0; round < 2; round++)
        {
            var age = _grain == Raw ? kept.Raw : kept.Minute;
            if (Thin(Before(now, age) / _grain.Length * _grain.Length) is > 0 and var rows)
            {
                return rows;
            }

            (_grain, _after) = (_grain == Raw ? Minutes : Raw, ("", ""));
        }

        return _engine.Run(new ForgetHours(Before(now, kept.Hour), Most))
            + _engine.Run(new ForgetChanges(Before(now, kept.Minute), Most));
    }

    private static long Before(DateTimeOffset now, TimeSpan age) => (now - age).ToUnixTimeMilliseconds();

    private int Thin(long before)
    {
        using var session = _engine.Begin();
        var rows = 0;
        while (rows < Most && Oldest(session, before) is { } oldest)
        {
            rows += Thin(session, oldest, before);
        }

        session.Commit();
        return rows;
    }

    /// <summary>The oldest row of the next series that has one to be thinned; the same series again while it has more.</summary>
    private Oldest? Oldest(Session session, long before)
    {
        while (session.First<Oldest>(new OldestReading(_grain.Name, _after.Environment, _after.Series)) is { } next)
        {
            if (next.At < before)
            {
                return next;
            }

            _after = (next.Environment, next.Series);
        }

        return null;
    }

    private int Thin(Session session, Oldest oldest, long before)
    {
        var from = oldest.At / _grain.Length * _grain.Length;
        var to = Math.Min(before, from + _grain.Span);
        // What was thinned before stands first: a reading that came late is added to it.
        var known = session.All<ThinnedPoint>(
            new ThinnedReadings(_grain.Name, oldest.Environment, oldest.Series, from, to)
        );
        var rows = session.All<ThinnedPoint>(
            new AgedReadings(_grain.Name, oldest.Environment, oldest.Series, from, to)
        );
        session.Write(
            new KeepThinned(
                _grain.Name,
                [
                    .. known
                        .Concat(rows)
                        .GroupBy(row => row.At / _grain.Length * _grain.Length)
                        .Select(bucket => (At: bucket.Key, Sum: bucket.Aggregate((sum, next) => sum.With(next))))
                        .Select(bucket => ThinnedRow.Of(oldest, bucket.At, bucket.Sum)),
                ]
            )
        );
        session.Run(new ForgetAged(_grain.Name, oldest.Environment, oldest.Series, from, to));
        return rows.Count;
    }

    /// <param name="Name">What is thinned: readings of a second, or of a minute.</param>
    /// <param name="Length">Of what they are thinned to, in milliseconds.</param>
    /// <param name="Span">How much is thinned at a time, in milliseconds.</param>
    private sealed record Grain(string Name, long Length, long Span);
}

/// <summary>A series with its oldest row.</summary>
internal sealed record Oldest(string Environment, string Series, long At);
