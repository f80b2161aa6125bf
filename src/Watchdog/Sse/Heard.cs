using Mcpx.Watchdog.Wire;

namespace Mcpx.Watchdog.Sse;

/// <summary>What was heard of one stream.</summary>
internal sealed class Heard(TimeProvider time) : IBodyReader
{
    private readonly long _started = time.GetTimestamp();
    private long? _last;

    /// <summary>Times to the first event or comment on fresh connections; a connection that failed is infinitely slow.</summary>
    public List<TimeSpan> FirstEvents { get; } = [];

    /// <summary>Gaps between bytes on the held stream, across reconnects, from the moment it was wanted.</summary>
    public List<TimeSpan> Gaps { get; } = [];

    /// <summary>Bytes heard on the held stream.</summary>
    public long Bytes { get; private set; }

    /// <summary>The longest gap; for ever when nothing was heard.</summary>
    public TimeSpan WorstGap => Gaps.Count > 0 ? Gaps.Max() : TimeSpan.MaxValue;

    public void Take(ReadOnlySpan<byte> piece)
    {
        if (!piece.IsEmpty)
        {
            var now = time.GetTimestamp();
            Gaps.Add(time.GetElapsedTime(_last ?? _started, now));
            _last = now;
            Bytes += piece.Length;
        }
    }

    /// <summary>The listening is over: the silence at its end is a gap, too.</summary>
    public void End() => Gaps.Add(_last is { } last ? time.GetElapsedTime(last) : TimeSpan.MaxValue);
}
