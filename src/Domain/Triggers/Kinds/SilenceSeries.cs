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
        if (!_gap.Looking)
        {
            Touch();
            _gap.Look(at);
        }
    }

    /// <summary>A sign of life.</summary>
    protected void Sign(DateTimeOffset at)
    {
        _gap.Beat(at);
        if (State == VerdictState.Healthy && _gap.Closed <= limit)
        {
            StayWell(NextChange(at));
        }
        else
        {
            Touch();
        }
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
            // Blind, every series says so itself.
            return Reading.Missing(unseen);
        }

        var silent = _gap.Read(now);
        return new(Measured.Yes, silent > limit, (long)silent.TotalMilliseconds, Onset: now - silent);
    }

    /// <inheritdoc/>
    protected override long NextChange(DateTimeOffset now) =>
        _gap.LastSign is { } last ? (last + limit).UtcTicks + 1 : long.MaxValue;

    /// <summary>The open silence as it grows, from a second on in whole seconds: people do not read faster.</summary>
    protected override Reading Shown(in Reading reading, DateTimeOffset? now)
    {
        if (reading is not { Measured: Measured.Yes, Bad: false } || now is not { } at || _gap.LastSign is not { } last)
        {
            return reading;
        }

        var open = at > last ? (long)(at - last).TotalMilliseconds : 0;
        return reading with { Value = open < 1_000 ? open : open / 1_000 * 1_000 };
    }
}
