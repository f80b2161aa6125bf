namespace Mcpx.Watchdog.Probes.Traffic;

/// <summary>
/// Adds up the refusals of each intended origin, without the watchdog's own preflights. Origins that nobody intends are not
/// kept: anybody can send any.
/// </summary>
internal sealed class RefusalSum
{
    private readonly TrafficMap _map;
    private readonly SeriesCheck _check;
    private readonly Dictionary<string, long> _refused;
    private readonly Dictionary<string, long>.AlternateLookup<ReadOnlySpan<char>> _byOrigin;

    public RefusalSum(TrafficMap map, DateTimeOffset now)
    {
        (_map, _check) = (map, new(now));
        _refused = map
            .Probes.Cors.IntendedOrigins.Distinct(StringComparer.OrdinalIgnoreCase)
            .ToDictionary(origin => origin, _ => 0L, StringComparer.OrdinalIgnoreCase);
        _byOrigin = _refused.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Whether the counter is there, be it without any series yet: then an origin without one was never refused.</summary>
    public bool IsCounted { get; set; }

    /// <summary>Why there are no numbers.</summary>
    public TrafficFault Fault =>
        !IsCounted ? TrafficFault.Missing
        : _check.Fault != TrafficFault.None ? _check.Fault
        : _refused.Values.Any(refused => refused > SeriesCheck.MostCalls) ? TrafficFault.TooLarge
        : TrafficFault.None;

    public void Take(SeriesLabels labels, double value, double? at)
    {
        IsCounted = true;
        var counter = _map.Probes.Cors.Counter;
        if (
            _map.IsOwn(labels[counter.CallerLabel])
            || (counter.CodeLabel is { } code && !labels[code].SequenceEqual(counter.Code))
            || !_byOrigin.TryGetValue(labels[counter.OriginLabel], out var origin, out var refused)
        )
        {
            return;
        }

        if (_check.Take(labels, value, at) is { } more)
        {
            _refused[origin] = refused + more;
        }
    }

    /// <summary>
    /// Every intended origin's refusals; empty when they cannot be read. Many writers show a counter only once something was
    /// counted: where the instance's other counters are there, a missing one stands at 0, so that the first refusal is growth.
    /// </summary>
    /// <param name="isInstanceThere">Whether they are.</param>
    public IReadOnlyList<OriginCount> Sum(bool isInstanceThere) =>
        Fault == TrafficFault.None || (Fault == TrafficFault.Missing && isInstanceThere)
            ? [.. _map.Probes.Cors.IntendedOrigins.Distinct(StringComparer.Ordinal).Select(Count)]
            : [];

    private OriginCount Count(string origin) => new(origin, _refused[origin]);
}
