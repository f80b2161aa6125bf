using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary>
/// <c>error-rate</c>: the share of calls answered 5xx on one instance. Ratio and count and minimum traffic decide together;
/// cross-multiplied integers, so that no rounding does.
/// </summary>
/// <param name="instance">Whose calls.</param>
/// <param name="options">The numbers.</param>
/// <param name="limit">What its component is held against.</param>
/// <param name="together">Takes this instance's calls into the component's.</param>
/// <param name="capacity">Scrapes that fit into the window at the configured pace, with room to spare.</param>
public sealed class ErrorRateSeries(
    InstanceId instance,
    ErrorRateOptions options,
    ErrorRateLimit limit,
    WindowSum? together = null,
    int capacity = 256
) : Series(TriggerNames.ErrorRate, instance.Component, instance.Name, part: null, options)
{
    private readonly SlidingWindow _window = new(options.EffectiveWindow, capacity, together);

    /// <inheritdoc/>
    protected override long Limit => limit.Shown;

    /// <inheritdoc/>
    protected override Unit Unit => Unit.PartsPerMillion;

    /// <summary>Takes the growth between two scrapes, dated at the later one.</summary>
    /// <param name="at">The later scrape's time.</param>
    /// <param name="calls">Calls between the two.</param>
    /// <param name="errors">Those of them answered 5xx.</param>
    /// <param name="now">The time of arrival.</param>
    public void Add(DateTimeOffset at, long calls, long errors, DateTimeOffset now)
    {
        _window.Add(at, calls, errors, now);
        Came(now);
    }

    /// <inheritdoc/>
    public override void Clear(DateTimeOffset now) => _window.Clear();

    /// <inheritdoc/>
    protected override Reading Read(DateTimeOffset now, Circumstances around)
    {
        _window.Advance(now);
        return _window.Samples == 0
            ? Reading.Missing(Measured.NoData)
            : Judge(_window.Total, _window.Bad, options, limit);
    }

    /// <inheritdoc/>
    protected override long NextChange(DateTimeOffset now) => _window.NextExit;

    /// <inheritdoc/>
    protected override string Describe(in Reading reading) => Rate(reading, Subject, Limit);

    /// <inheritdoc/>
    protected override string TooLittle(in Reading reading) => NotJudged(reading, Subject, options, limit);

    internal static Reading Judge(long calls, long errors, ErrorRateOptions options, ErrorRateLimit limit) =>
        calls < options.MinimumCalls || limit.PartsPerMillion is not { } most
            ? Reading.Missing(Measured.NotEnoughSamples, calls)
            : new(
                Measured.Yes,
                errors >= options.MinimumErrors && errors * 1_000_000 > most * calls,
                errors * 1_000_000 / calls,
                calls,
                errors
            );

    internal static string Rate(in Reading reading, string subject, long limit) =>
        $"{Words.Percent(reading.Value)} of calls answered 5xx on {subject} "
        + $"({Words.Count(reading.Failed)} of {Words.Count(reading.Total)}); limit {Words.Percent(limit)}";

    internal static string NotJudged(
        in Reading reading,
        string subject,
        ErrorRateOptions options,
        ErrorRateLimit limit
    ) =>
        reading.Total < options.MinimumCalls
            ? $"{subject}: only {Words.Of(reading.Total, "call")} in the window, too few to judge; {options.MinimumCalls} are needed"
            : $"{subject}: too little history to say what is normal, {limit.Buckets} of {options.Normal.MinimumBuckets} minutes";
}
