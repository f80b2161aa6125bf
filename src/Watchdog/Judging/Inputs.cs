using System.Collections.Concurrent;
using System.Threading.Channels;
using Mcpx.Domain.Redaction;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;
using Prometheus;

namespace Mcpx.Watchdog.Judging;

/// <summary>
/// The queue between probes and judging: many write, one reads. Samples are bounded; what does not fit is counted, never waited for
/// on a socket's thread. What the journal says comes once and never again, so it is never dropped, and taken first. Texts of targets
/// go in without secrets: what is judged is recorded, shown and told.
/// </summary>
internal sealed class Inputs(Secrets? secrets = null)
{
    private static readonly Counter Dropped = Metrics.CreateCounter(
        "watchdog_inputs_dropped_total",
        "Samples that found the judging queue full."
    );

    private readonly Channel<(string Environment, JudgingInput Input)> _queue = Channel.CreateBounded<(
        string,
        JudgingInput
    )>(new BoundedChannelOptions(65_536) { SingleReader = true });

    private readonly ConcurrentQueue<(string Environment, JudgingInput Input)> _facts = [];

    private readonly IRedaction _redaction = secrets ?? (IRedaction)ShapeRedaction.Instance;

    /// <summary>How many wait to be taken.</summary>
    public int Waiting => _facts.Count + _queue.Reader.Count;

    public void Put(string environment, JudgingInput input)
    {
        if (input is JournalFact)
        {
            _facts.Enqueue((environment, input));
        }
        else if (!_queue.Writer.TryWrite((environment, Clean(input))))
        {
            Dropped.Inc();
        }
    }

    public bool TryTake(out (string Environment, JudgingInput Input) next) =>
        _facts.TryDequeue(out next) || _queue.Reader.TryRead(out next);

    private JudgingInput Clean(JudgingInput input) =>
        input switch
        {
            ContractCalled { Broken: { } text } called when _redaction.MayHold(text) => called with
            {
                Broken = _redaction.Redact(text),
            },
            WorkflowWalked { Fault: { } text } walked when _redaction.MayHold(text) => walked with
            {
                Fault = _redaction.Redact(text),
            },
            SecurityChecked { Finding: { } text } found when _redaction.MayHold(text) => found with
            {
                Finding = _redaction.Redact(text),
            },
            ParityCompared { First: { } text } compared when _redaction.MayHold(text) => compared with
            {
                First = _redaction.Redact(text),
            },
            TagRead read when _redaction.MayHold(read.Tag) => read with { Tag = _redaction.Redact(read.Tag) },
            _ => input,
        };
}
