using System.Collections.Concurrent;
using Mcpx.Domain.Contracts;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Probes.Http;
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

    /// <summary>Keeps an instance's answer when it is a failure.</summary>
    /// <param name="target">Who was asked.</param>
    /// <param name="at">When.</param>
    /// <param name="call">What was asked.</param>
    /// <param name="answer">What came.</param>
    /// <param name="detail">What is wrong with an answer that came; null without.</param>
    public void Note(ProbeTarget target, DateTimeOffset at, string call, PortalAnswer answer, string? detail = null)
    {
        if (answer.Fault != Fault.None || detail is not null)
        {
            Put(
                target.Environment,
                new(
                    at,
                    target.Instance.Name,
                    call,
                    answer.Fault,
                    answer.StatusCode,
                    answer.RequestId,
                    ErrorEnvelope.CodeIn(answer.Body),
                    detail
                )
            );
        }
    }

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
