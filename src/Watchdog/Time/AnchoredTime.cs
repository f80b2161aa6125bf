namespace Mcpx.Watchdog.Time;

/// <summary>
/// UTC at start plus monotonic elapsed time: one clock for the whole process, Quartz included, that a step of the wall
/// clock cannot stop or turn back.
/// </summary>
internal sealed class AnchoredTime : TimeProvider
{
    /// <summary>A difference to the wall clock from which on it counts as a step or a suspend.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _wall;
    private readonly Lock _gate = new();
    private DateTimeOffset _anchor;
    private long _anchoredAt;
    private TimeSpan _known;

    public AnchoredTime(TimeProvider wall)
    {
        _wall = wall;
        (_anchor, _anchoredAt) = (wall.GetUtcNow(), wall.GetTimestamp());
    }

    public AnchoredTime()
        : this(System) { }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _anchor + _wall.GetElapsedTime(_anchoredAt);
        }
    }

    public override long GetTimestamp() => _wall.GetTimestamp();

    public override long TimestampFrequency => _wall.TimestampFrequency;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _wall.CreateTimer(callback, state, dueTime, period);

    /// <summary>
    /// Compares with the wall clock. A jump forward (a suspend, a corrected clock) is taken over; a jump back is not,
    /// because judged time never runs backwards: the difference is remembered, so that it is told once.
    /// </summary>
    /// <returns>How far the wall clock jumped when it is more than <see cref="Tolerance"/>, else null.</returns>
    public TimeSpan? CheckAgainstWall()
    {
        lock (_gate)
        {
            var now = _anchor + _wall.GetElapsedTime(_anchoredAt);
            var difference = _wall.GetUtcNow() - now;
            var step = difference - _known;
            if (step.Duration() <= Tolerance)
            {
                return null;
            }

            _known = difference;
            if (difference > TimeSpan.Zero)
            {
                (_anchor, _anchoredAt, _known) = (now + difference, _wall.GetTimestamp(), TimeSpan.Zero);
            }

            return step;
        }
    }
}
