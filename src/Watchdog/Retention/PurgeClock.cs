namespace Mcpx.Watchdog.Retention;

/// <summary>Purging is looked after once a day and at a start; jobs live for one run and cannot remember.</summary>
internal sealed class PurgeClock
{
    private static readonly TimeSpan Every = TimeSpan.FromDays(1);
    private DateTimeOffset? _last;

    /// <summary>Whether it is time again; then the next time is a day later.</summary>
    public bool IsDue(DateTimeOffset now)
    {
        if (now - _last < Every)
        {
            return false;
        }

        _last = now;
        return true;
    }
}
