using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary>
/// <c>sse-heartbeat</c>: the time without a byte on one instance's event stream. Breaches at once. While we are blind
/// nothing is judged, and the time in which we were is nobody's gap.
/// </summary>
/// <param name="instance">Whose stream.</param>
/// <param name="options">The numbers.</param>
public sealed class SseHeartbeatSeries(InstanceId instance, SseHeartbeatOptions options)
    : Series(TriggerNames.SseHeartbeat, instance.Component, instance.Name, part: null, options)
{
    /// <summary>The open gap is shown as it grows, not more often than people can read.</summary>
    private static readonly TimeSpan Shown = TimeSpan.FromSeconds(1);

    private readonly HeartbeatGap _gap = new();
    private bool _blind;

    /// <inheritdoc/>
    protected override long Limit => (long)options.LimitGap.TotalMilliseconds;

    /// <inheritdoc/>
    protected override Unit Unit => Unit.Milliseconds;

    /// <summary>We began to look.</summary>
    public void Look(DateTimeOffset at)
    {
        Touch();
        _gap.Look(at);
    }

    /// <summary>Bytes arrived.</summary>
    public void Beat(DateTimeOffset at)
    {
        Touch();
        _gap.Beat(at);
    }

    /// <inheritdoc/>
    public override void Clear(DateTimeOffset now)
    {
        Touch();
        _gap.Clear(now);
    }

    /// <inheritdoc/>
    protected override Reading Read(DateTimeOffset now, Circumstances around)
    {
        if (_blind && !around.Blind)
        {
            _gap.Clear(now);
        }

        _blind = around.Blind;
        if (_blind || !_gap.Looking)
        {
            return Reading.Missing(_blind ? Measured.ProbeError : Measured.NoData);
        }

        var gap = _gap.Read(now);
        return new(Measured.Yes, gap > options.LimitGap, (long)gap.TotalMilliseconds, Onset: now - gap);
    }

    /// <inheritdoc/>
    protected override long NextChange(DateTimeOffset now) =>
        _gap.LastSign is { } last
            ? Math.Min((last + options.LimitGap).UtcTicks + 1, (now + Shown).UtcTicks)
            : long.MaxValue;

    /// <inheritdoc/>
    protected override string Describe(in Reading reading) =>
        $"{Words.Duration(reading.Value)} without a byte on {Subject}'s event stream; limit {Words.Duration(Limit)}";
}
