using System.Threading.Channels;
using Mcpx.Domain.Signals;
using Prometheus;

namespace Mcpx.Watchdog.Judging;

/// <summary>
/// The queue between probes and judging: many write, one reads. Bounded; what does not fit is counted, never waited for
/// on a socket's thread.
/// </summary>
internal sealed class Inputs
{
    private static readonly Counter Dropped = Metrics.CreateCounter(
        "watchdog_inputs_dropped_total",
        "Samples that found the judging queue full."
    );

    private readonly Channel<(string Environment, JudgingInput Input)> _queue = Channel.CreateBounded<(
        string,
        JudgingInput
    )>(new BoundedChannelOptions(65_536) { SingleReader = true });

    /// <summary>How many wait to be taken.</summary>
    public int Waiting => _queue.Reader.Count;

    public void Put(string environment, JudgingInput input)
    {
        if (!_queue.Writer.TryWrite((environment, input)))
        {
            Dropped.Inc();
        }
    }

    public bool TryTake(out (string Environment, JudgingInput Input) next) => _queue.Reader.TryRead(out next);
}
