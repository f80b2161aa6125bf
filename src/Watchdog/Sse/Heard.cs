using Mcpx.Watchdog.Wire;

namespace Mcpx.Watchdog.Sse;

/// <summary>What was heard of one stream.</summary>
internal sealed class Heard(TimeProvider time) : IBodyReader
{
    private const int MostProblems = 5;

    private long _started = time.GetTimestamp();
    private readonly List<string> _problems = [];
    private long? _last;

    /// <summary>Times to the first event or comment on fresh connections; a connection that failed is infinitely slow.</summary>
    public List<TimeSpan> FirstEvents { get; } = [];

    /// <summary>Gaps between bytes on the held stream, across reconnects, from the moment it was wanted.</summary>
    public List<TimeSpan> Gaps { get; } = [];

    /// <summary>What went wrong with connections, each once, the first few.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Bytes heard on the held stream.</summary>
    public long Bytes { get; private set; }

    /// <summary>The longest gap; for ever when nothing was heard.</summary>
    public TimeSpan WorstGap => Gaps.Count > 0 ? Gaps.Max() : TimeSpan.MaxValue;

    public void Failed(string problem)
    {
        // Two say so: the stream that is held, and the fresh ones beside it.
        lock (_problems)
        {
            if (_problems.Count < MostProblems && !_problems.Contains(problem))
            {
                _problems.Add(problem);
            }
        }
    }

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

    /// <summary>The stream is wanted from now on.</summary>
    public void Begin() => _started = time.GetTimestamp();

    /// <summary>The listening is over: the silence at its end is a gap, too.</summary>
    public void End() => Gaps.Add(_last is { } last ? time.GetElapsedTime(last) : TimeSpan.MaxValue);
}
