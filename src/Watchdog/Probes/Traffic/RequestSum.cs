namespace Mcpx.Watchdog.Probes.Traffic;

/// <summary>
/// Adds up the request counter's calls and errors, without the watchdog's own calls and the event streams. A sum that lacks a
/// part would look like a restart, so that one series that cannot be read takes all of it.
/// </summary>
internal sealed class RequestSum(TrafficMap map, DateTimeOffset now)
{
    private readonly SeriesCheck _check = new(now);
    private bool _hasAny;
    private bool _hasCode;

    /// <summary>All calls.</summary>
    public long Calls { get; private set; }

    /// <summary>Those that failed.</summary>
    public long Errors { get; private set; }

    /// <summary>Their own time; null when they have none.</summary>
    public DateTimeOffset? At => _check.At;

    /// <summary>Why there is no sum.</summary>
    public TrafficFault Fault =>
        !_hasAny ? TrafficFault.Missing
        : _check.Fault != TrafficFault.None ? _check.Fault
        : !_hasCode ? TrafficFault.NoCode
        : Calls > SeriesCheck.MostCalls ? TrafficFault.TooLarge
        : TrafficFault.None;

    public void Take(SeriesLabels labels, double value, double? at)
    {
        _hasAny = true;
        var counter = map.Probes.RequestCounter;
        var code = labels[counter.CodeLabel];
        _hasCode |= !code.IsEmpty;
        if (map.IsOwn(labels[counter.CallerLabel]) || map.IsStream(labels[counter.RouteLabel]))
        {
            return;
        }

        if (_check.Take(labels, value, at) is { } calls)
        {
            // Several millions of the largest number would still fit.
            Calls += calls;
            Errors += map.IsError(code) ? calls : 0;
        }
    }
}
