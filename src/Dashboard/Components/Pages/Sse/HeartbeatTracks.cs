using Mcpx.Db;

namespace Mcpx.Dashboard.Components.Pages.Sse;

/// <summary>
/// The strips of the rows that are on the screen, one set per reader. A row that scrolls in is read once; from then on only
/// what came since; a row that scrolled out is forgotten at the next look. So a look costs by rows seen, not by streams.
/// </summary>
internal sealed class HeartbeatTracks(SampleStore samples, string environment, TimeSpan span, DateTimeOffset anchor)
{
    // One point a second for fifteen minutes; a longer span is thinned to the worst of each slot.
    private const int Most = 900;

    private readonly Dictionary<string, (HeartbeatTrack Track, HeartbeatStrip Strip)> _known = new(
        StringComparer.Ordinal
    );
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private DateTimeOffset _now;
    private TimeSpan _limit;

    /// <summary>Where the strips' x is 0.</summary>
    public DateTimeOffset Anchor => anchor;

    /// <summary>How many strips are kept.</summary>
    public int Count => _known.Count;

    /// <summary>How many readings the newest look took from the disk, with the rows that scrolled in since.</summary>
    public int PointsRead { get; private set; }

    /// <summary>Seconds the strips are moved to the left by.</summary>
    public double Shift => (_now - span - anchor).TotalSeconds;

    /// <summary>Reads on for what was seen since the last time, and forgets the rest.</summary>
    public void Look(DateTimeOffset now, TimeSpan limit)
    {
        (_now, _limit, PointsRead) = (now, limit, 0);
        foreach (var series in _known.Keys.ToList())
        {
            if (!_seen.Contains(series))
            {
                _known.Remove(series);
                continue;
            }

            _known[series] = Read(series, _known[series].Track);
        }

        _seen.Clear();
    }

    /// <summary>The strip of a row that is drawn.</summary>
    public HeartbeatStrip Of(string series)
    {
        _seen.Add(series);
        if (!_known.TryGetValue(series, out var known))
        {
            _known[series] = known = Read(series, new(span));
        }

        return known.Strip;
    }

    private (HeartbeatTrack, HeartbeatStrip) Read(string series, HeartbeatTrack track)
    {
        var from = _now - span;
        var since = track.Newest is { } newest && newest >= from ? newest.AddMilliseconds(1) : from;
        var points = since < _now ? samples.Points(environment, series, since, _now, Most) : [];
        PointsRead += points.Count;
        foreach (var point in points)
        {
            track.Add(point.At, point.Value);
        }

        track.Trim(_now);
        return (track, HeartbeatStrip.Of(track, from, _now, _limit, anchor));
    }
}
