using System.Collections.Concurrent;
using Mcpx.Domain.Signals;
using Prometheus;

namespace Mcpx.Watchdog.Probes;

/// <summary>Failed calls on their way to the store. Bounded: what does not fit is counted.</summary>
internal sealed class FailedCalls
{
    private const int Most = 2_000;

    private static readonly Counter Dropped = Metrics.CreateCounter(
        "watchdog_failed_calls_dropped_total",
        "Failed calls that were judged and not kept, because too many waited to be written."
    );

    private readonly ConcurrentQueue<(string Environment, FailedCall Call)> _waiting = new();

    public void Put(string environment, FailedCall call)
    {
        if (_waiting.Count < Most)
        {
            _waiting.Enqueue((environment, call));
        }
        else
        {
            Dropped.Inc();
        }
    }

    /// <summary>Takes all that wait, by environment.</summary>
    public ILookup<string, FailedCall> Take()
    {
        var taken = new List<(string Environment, FailedCall Call)>();
        while (taken.Count < Most && _waiting.TryDequeue(out var next))
        {
            taken.Add(next);
        }

        return taken.ToLookup(one => one.Environment, one => one.Call, StringComparer.Ordinal);
    }
}
