using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary>
/// <c>flapping</c>: outages that one health endpoint of one instance opened. Counts real transitions, not lost probes, each
/// dated when it was detected; those while deploying are not told to it.
/// </summary>
/// <param name="instance">Whose endpoint.</param>
/// <param name="endpoint">Which.</param>
/// <param name="options">The numbers.</param>
/// <param name="health">The endpoint's availability: what is not measured cannot be called calm.</param>
public sealed class FlappingSeries(
    InstanceId instance,
    HealthEndpoint endpoint,
    FlappingOptions options,
    AvailabilitySeries health
) : Series(TriggerNames.Flapping, instance.Component, instance.Name, AvailabilitySeries.PathOf(endpoint), options)
{
    private readonly SlidingWindow _outages = new(options.EffectiveWindow, options.MostOutages + 2);
    private int _opened;

    /// <inheritdoc/>
    protected override long Limit => options.MostOutages;

    /// <inheritdoc/>
    protected override Unit Unit => Unit.Count;

    /// <summary>The endpoint opened an outage.</summary>
    /// <param name="now">When it was detected.</param>
    public void Opened(DateTimeOffset now)
    {
        Touch();
        _outages.Add(now, total: 1, bad: 1, now, source: _opened++);
    }

    /// <inheritdoc/>
    public override void Clear(DateTimeOffset now) => _outages.Clear();

    /// <inheritdoc/>
    protected override Reading Read(DateTimeOffset now, Circumstances around)
    {
        _outages.Advance(now);
        return health.Measured != Measured.Yes
            ? Reading.Missing(health.Measured)
            : new(Measured.Yes, _outages.Samples > options.MostOutages, _outages.Samples, _outages.Samples);
    }

    /// <inheritdoc/>
    protected override long NextChange(DateTimeOffset now) => _outages.NextExit;

    /// <inheritdoc/>
    protected override string Describe(in Reading reading) =>
        reading.Value == 0
            ? $"{Part} on {Subject} opened no outage in {Words.Duration(options.EffectiveWindow)}"
            : $"{Part} on {Subject} opened {Words.Of(reading.Value, "outage")} in {Words.Duration(options.EffectiveWindow)}; limit {Limit}";

    /// <inheritdoc/>
    protected override string TooLittle(in Reading reading) => $"{Subject}: too few probes of {Part} to judge";
}
