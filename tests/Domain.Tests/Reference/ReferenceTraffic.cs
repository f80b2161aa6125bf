using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Reference;

/// <summary>What people's calls and the watchdog's own say about one instance, from all its scrapes and calls.</summary>
internal sealed class ReferenceTraffic
{
    public ReferenceLog<TrafficScraped> Scrapes { get; } = new();

    public ReferenceLog<ContractCalled> Calls { get; } = new();

    /// <summary>
    /// Growth between consecutive scrapes in a span, dated at the later one. A scrape that came after a newer one gives
    /// none: what grew until it lies in the growth of the newer one, and that tick is judged.
    /// </summary>
    public IEnumerable<(TrafficScraped Before, TrafficScraped After)> Growths(DateTimeOffset after, DateTimeOffset from)
    {
        var scrapes = new List<TrafficScraped>();
        foreach (var scrape in Scrapes.Arrived)
        {
            if (scrapes.Count == 0 || scrape.At > scrapes[^1].At)
            {
                scrapes.Add(scrape);
            }
        }

        return scrapes.Zip(scrapes.Skip(1)).Where(two => two.Second.At > after && two.Second.At >= from);
    }

    /// <summary>How long each own call in a span took; for ever, when no answer came in time.</summary>
    public IEnumerable<long> Durations(DateTimeOffset after, DateTimeOffset from) =>
        Calls
            .Ordered()
            .Where(one => one.At > after && one.At >= from)
            .Where(one => one.Fault is Fault.None or Fault.Status or Fault.Body or Fault.Timeout)
            .Select(one => one.Fault == Fault.Timeout ? long.MaxValue : one.LatencyMicroseconds);

    /// <summary>The newest answer of each path, where it is fresh: whether it failed.</summary>
    public IEnumerable<bool> Round(DateTimeOffset after, DateTimeOffset from) =>
        Calls
            .Ordered()
            .Where(one => one.At > after && one.At >= from)
            .GroupBy(one => one.Path)
            .Select(path => path.MaxBy(call => call.At)!)
            .Select(call => call.Fault != Fault.None && call.StatusCode is 0 or >= 500);
}
