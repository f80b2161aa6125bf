using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary>
/// The second reading of <c>sse-heartbeat</c>: silence of real events after there had been some, so that a stream that
/// sends only comments while its events are stuck is seen. Judged only where the stream promises events.
/// </summary>
/// <param name="instance">Whose stream.</param>
/// <param name="options">The numbers.</param>
/// <param name="within">How long events may stay away.</param>
public sealed class SseEventsSeries(InstanceId instance, SseHeartbeatOptions options, TimeSpan within)
    : SilenceSeries(instance, "/events", options, within, unseen: Measured.NotEnoughSamples)
{
    /// <summary>A real event arrived.</summary>
    public void Event(DateTimeOffset at) => Sign(at);

    /// <inheritdoc/>
    protected override string Describe(in Reading reading) =>
        $"{Words.Duration(reading.Value)} without an event on {Subject}'s stream; limit {Words.Duration(Limit)}";

    /// <inheritdoc/>
    protected override string TooLittle(in Reading reading) => $"{Subject}: no event seen yet on its stream";
}
