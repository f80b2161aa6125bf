using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary><c>sse-heartbeat</c>: the time without a byte on one instance's event stream. Breaches at once.</summary>
public sealed class SseHeartbeatSeries(InstanceId instance, SseHeartbeatOptions options)
    : Series(TriggerNames.SseHeartbeat, instance.Component, instance.Name, part: null, options.Hold)
{
    private readonly HeartbeatGap _gap = new();

    /// <inheritdoc/>
    protected override long Limit => (long)options.LimitGap.TotalMilliseconds;

    /// <inheritdoc/>
    protected override Unit Unit => Unit.Milliseconds;

    /// <summary>We began to look.</summary>
    public void Look(DateTimeOffset at) => _gap.Look(at);

    /// <summary>Bytes arrived.</summary>
    public void Beat(DateTimeOffset at) => _gap.Beat(at);

    /// <inheritdoc/>
    public override void Clear(DateTimeOffset now) => _gap.Clear(now);

    /// <inheritdoc/>
    protected override Reading Read(DateTimeOffset now)
    {
        if (!_gap.Looking)
        {
            return Reading.Missing(Measured.NoData);
        }

        var gap = _gap.Read(now);
        return new(Measured.Yes, gap > options.LimitGap, (long)gap.TotalMilliseconds, Onset: now - gap);
    }

    /// <inheritdoc/>
    protected override string Describe(in Reading reading) =>
        $"{Words.Duration(reading.Value)} without a byte on {Subject}'s event stream; limit {Words.Duration(Limit)}";
}
