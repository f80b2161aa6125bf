using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary>
/// <c>latency</c>: p95 of JSON calls of one instance. Over the limit is judged exactly as "more than 5 % above it", from
/// the scraped histogram; below the minimum traffic from the exact durations of the watchdog's own contract calls.
/// </summary>
/// <param name="instance">Whose calls.</param>
/// <param name="options">The numbers.</param>
/// <param name="together">Takes this instance's calls into the component's; null where nobody asks.</param>
/// <param name="scrapes">Scrapes that fit into the window at the configured pace, with room to spare.</param>
/// <param name="calls">The watchdog's own calls that do.</param>
public sealed class LatencySeries(
    InstanceId instance,
    LatencyOptions options,
    LatencyTogether? together = null,
    int scrapes = 64,
    int calls = 256
) : Series(TriggerNames.Latency, instance.Component, instance.Name, part: null, options)
{
    private readonly HistogramWindow _people = new(
        options.EffectiveWindow,
        scrapes,
        options.LimitMicroseconds,
        together?.People
    );

    private readonly ValueWindow _own = new(options.EffectiveWindow, calls, options.LimitMicroseconds, together?.Own);
    private LatencySource _source;

    /// <inheritdoc/>
    protected override long Limit => (long)options.Limit.TotalMilliseconds;

    /// <inheritdoc/>
    protected override Unit Unit => Unit.Milliseconds;

    /// <summary>Takes a scrape of the durations.</summary>
    /// <param name="at">When it was sent.</param>
    /// <param name="durations">As they stood then.</param>
    /// <param name="now">When it arrived.</param>
    /// <param name="counts">Whether it counts; if not, only the next one grows from it.</param>
    public void Add(DateTimeOffset at, DurationHistogram durations, DateTimeOffset now, bool counts = true)
    {
        _people.Add(at, durations, now, counts);
        Came(now);
    }

    /// <summary>Takes one call of the watchdog's own; one without any answer in time was infinitely slow.</summary>
    /// <param name="call">The call.</param>
    /// <param name="now">When it ended.</param>
    /// <param name="path">The number of its path: two paths that time out at one time are two calls.</param>
    public void Add(ContractCalled call, DateTimeOffset now, int path = 0)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (LatencyTogether.Duration(call) is { } microseconds)
        {
            _own.Add(call.At, microseconds, now, path);
            if (!IsOfPeople)
            {
                Came(now);
            }
        }
    }

    /// <summary>Whether people's calls decided last: then own calls change nothing before one of people's leaves.</summary>
    private bool IsOfPeople => _source is LatencySource.People or LatencySource.PeopleEstimated;

    /// <inheritdoc/>
    public override void Clear(DateTimeOffset now)
    {
        _people.Clear();
        _own.Clear();
    }

    /// <inheritdoc/>
    protected override Reading Read(DateTimeOffset now, Circumstances around)
    {
        _people.Advance(now);
        _own.Advance(now);
        _source = LatencyReading.SourceOf(_people, _own.Samples, options);
        return _source switch
        {
            LatencySource.People or LatencySource.PeopleEstimated => LatencyReading.Of(_people),
            LatencySource.Own => LatencyReading.Of(_own.Samples, _own.Over, _own.Quantile(950)),
            _ => LatencyReading.None(_people, _own.Samples),
        };
    }

    /// <inheritdoc/>
    protected override long NextChange(DateTimeOffset now) =>
        IsOfPeople ? _people.NextExit : Math.Min(_people.NextExit, _own.NextExit);

    /// <inheritdoc/>
    protected override string Describe(in Reading reading) => LatencyReading.Words(reading, Subject, Limit, _source);

    /// <inheritdoc/>
    protected override string TooLittle(in Reading reading) => LatencyReading.NotJudged(reading, Subject, options);
}
