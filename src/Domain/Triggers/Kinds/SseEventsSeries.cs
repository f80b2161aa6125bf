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
    : Series(TriggerNames.SseHeartbeat, instance.Component, instance.Name, "/events", options)
{
    private readonly HeartbeatGap _silence = new();

    /// <inheritdoc/>
    protected override long Limit => (long)within.TotalMilliseconds;

    /// <inheritdoc/>
    protected override Unit Unit => Unit.Milliseconds;

    /// <summary>A real event arrived.</summary>
    public void Event(DateTimeOffset at)
    {
        Touch();
        _silence.Look(at);
        _silence.Beat(at);
    }

    /// <inheritdoc/>
    public override void Clear(DateTimeOffset now)
    {
        Touch();
        _silence.Clear(now);
    }

    /// <inheritdoc/>
    protected override Reading Read(DateTimeOffset now, Circumstances around)
    {
        if (around.Blind)
        {
            _silence.Clear(now);
            return Reading.Missing(Measured.ProbeError);
        }

        if (!_silence.Looking)
        {
            return Reading.Missing(Measured.NotEnoughSamples);
        }

        var silent = _silence.Read(now);
        return new(Measured.Yes, silent > within, (long)silent.TotalMilliseconds, Onset: now - silent);
    }

    /// <inheritdoc/>
    protected override long NextChange(DateTimeOffset now) =>
        _silence.LastSign is { } last ? (last + within).UtcTicks + 1 : long.MaxValue;

    /// <inheritdoc/>
    protected override string Describe(in Reading reading) =>
        $"{Words.Duration(reading.Value)} without an event on {Subject}'s stream; limit {Words.Duration(Limit)}";

    /// <inheritdoc/>
    protected override string TooLittle(in Reading reading) => $"{Subject}: no event seen yet on its stream";
}
