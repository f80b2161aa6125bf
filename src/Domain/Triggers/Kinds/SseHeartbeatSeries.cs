using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary><c>sse-heartbeat</c>: the time without a byte on one instance's event stream. Breaches at once.</summary>
/// <param name="instance">Whose stream.</param>
/// <param name="options">The numbers.</param>
public sealed class SseHeartbeatSeries(InstanceId instance, SseHeartbeatOptions options)
    : SilenceSeries(instance, part: null, options, options.LimitGap, unseen: Measured.NoData)
{
    /// <summary>We began to look.</summary>
    public void Look(DateTimeOffset at) => Begin(at);

    /// <summary>Bytes arrived.</summary>
    public void Beat(DateTimeOffset at) => Sign(at);

    /// <inheritdoc/>
    protected override string Describe(in Reading reading) =>
        $"{Words.Duration(reading.Value)} without a byte on {Subject}'s event stream; limit {Words.Duration(Limit)}";
}
