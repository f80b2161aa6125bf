using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary>
/// The time without a sign on one instance's event stream; both readings of <c>sse-heartbeat</c> are one. While we are blind
/// nothing is judged, and the time in which we were is nobody's silence.
/// </summary>
/// <param name="instance">Whose stream.</param>
/// <param name="part">Which reading.</param>
/// <param name="options">The numbers.</param>
/// <param name="limit">The longest silence allowed.</param>
/// <param name="unseen">What there is before the first sign.</param>
public abstract class SilenceSeries(
    InstanceId instance,
    string? part,
    SseHeartbeatOptions options,
    TimeSpan limit,
    Measured unseen
) : Series(TriggerNames.SseHeartbeat, instance.Component, instance.Name, part, options)
{
    /// <summary>The open silence is shown as it grows, not more often than people can read.</summary>
    private static readonly TimeSpan Shown = TimeSpan.FromSeconds(1);

    private readonly HeartbeatGap _gap = new();
    private bool _blind;

    /// <inheritdoc/>
    protected override long Limit => (long)limit.TotalMilliseconds;

    /// <inheritdoc/>
    protected override Unit Unit => Unit.Milliseconds;

    /// <inheritdoc/>
    public override void Clear(DateTimeOffset now)
    {
        Touch();
        _gap.Clear(now);
    }

    /// <summary>Begins to look: until the first sign the silence counts from here.</summary>
    protected void Begin(DateTimeOffset at)
    {
        Touch();
        _gap.Look(at);
    }

    /// <summary>A sign of life.</summary>
    protected void Sign(DateTimeOffset at)
    {
        Touch();
        _gap.Beat(at);
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
            return Reading.Missing(_blind ? Measured.ProbeError : unseen);
        }

        var silent = _gap.Read(now);
        return new(Measured.Yes, silent > limit, (long)silent.TotalMilliseconds, Onset: now - silent);
    }

    /// <inheritdoc/>
    protected override long NextChange(DateTimeOffset now) =>
        _gap.LastSign is { } last ? Math.Min((last + limit).UtcTicks + 1, (now + Shown).UtcTicks) : long.MaxValue;
}
