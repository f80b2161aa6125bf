using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary><c>latency</c> of a component: all its instances' calls together.</summary>
/// <param name="component">Whose calls.</param>
/// <param name="options">The numbers.</param>
public sealed class LatencyTogether(Component component, LatencyOptions options)
    : Series(TriggerNames.Latency, component, instance: null, part: null, options)
{
    // Any number of instances call at once: exact counts decide, the figure on screen is within 1 %.
    private readonly QuantileWindow _shown = new(options.EffectiveWindow);
    private LatencySource _source;

    /// <inheritdoc/>
    protected override long Limit => (long)options.Limit.TotalMilliseconds;

    /// <inheritdoc/>
    protected override Unit Unit => Unit.Milliseconds;

    /// <summary>People's calls; each instance's window keeps it right.</summary>
    internal HistogramSum People { get; } = new(options.LimitMicroseconds);

    /// <summary>The watchdog's own calls; likewise.</summary>
    internal WindowSum Own { get; } = new();

    /// <summary>Takes one call of the watchdog's own.</summary>
    public void Add(ContractCalled call, DateTimeOffset now)
    {
        if (Duration(call) is { } microseconds)
        {
            _shown.Add(call.At, microseconds, now);
        }
    }

    /// <inheritdoc/>
    public override void Clear(DateTimeOffset now) => _shown.Clear();

    /// <summary>
    /// How long a call took; <see cref="long.MaxValue"/> when no answer came in time; null when it did not get through, or was
    /// refused as the contract wants it: both say nothing about speed.
    /// </summary>
    internal static long? Duration(ContractCalled call) =>
        call.Fault switch
        {
            Fault.None when call.StatusCode >= 300 => null,
            Fault.None or Fault.Status or Fault.Body => call.LatencyMicroseconds,
            Fault.Timeout => long.MaxValue,
            _ => null,
        };

    /// <inheritdoc/>
    protected override Reading Read(DateTimeOffset now, Circumstances around)
    {
        _shown.Advance(now);
        _source = LatencyReading.SourceOf(People, Own.Samples, options);
        return _source switch
        {
            LatencySource.People or LatencySource.PeopleEstimated => LatencyReading.Of(People),
            LatencySource.Own => LatencyReading.Of(Own.Samples, Own.Bad, _shown.Samples > 0 ? _shown.Quantile(950) : 0),
            _ => LatencyReading.None(People, Own.Samples),
        };
    }

    /// <summary>At every tick: what leaves the instances' windows leaves this sum.</summary>
    protected override long NextChange(DateTimeOffset now) => 0;

    /// <inheritdoc/>
    protected override string Describe(in Reading reading) => LatencyReading.Words(reading, Subject, Limit, _source);

    /// <inheritdoc/>
    protected override string TooLittle(in Reading reading) => LatencyReading.NotJudged(reading, Subject, options);
}
