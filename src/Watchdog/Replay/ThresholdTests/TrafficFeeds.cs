using System.Collections.Immutable;
using System.Globalization;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;
using Mcpx.Watchdog.Yaml;

namespace Mcpx.Watchdog.Replay.ThresholdTests;

/// <summary>What an instance's counters stand at: calls and latencies of a test grow the same ones.</summary>
internal sealed class Counters(string instance)
{
    public string Instance => instance;

    /// <summary>Whether a series of calls grows them; else the latencies do.</summary>
    public bool HasCalls { get; set; }

    public long Calls { get; set; }

    public long Errors { get; set; }

    public TrafficScraped Scrape(DateTimeOffset at, DurationHistogram? durations = null) =>
        new(at, instance, Calls, Errors, durations);
}

/// <summary><c>calls api-1: "100/0 x12, 100/5 x60"</c>: calls and how many of them were answered 5xx, in each interval.</summary>
internal sealed class CallsFeed(Counters counters) : Feed
{
    public override IEnumerable<JudgingInput> Before(DateTimeOffset start, TimeSpan interval) =>
        [counters.Scrape(start - interval)];

    public override string? Problem(string value) =>
        Growth(value) is null ? "must be calls and errors in the interval, like 100/5" : null;

    public override IEnumerable<JudgingInput> Inputs(string value, int index, DateTimeOffset at, TimeSpan interval)
    {
        var (calls, errors) = Growth(value)!.Value;
        counters.Calls += calls;
        counters.Errors += errors;
        yield return counters.Scrape(at);
    }

    public override bool Measures(Verdict verdict) =>
        verdict.Trigger == TriggerNames.ErrorRate
        && (verdict.Instance is null || verdict.Instance == counters.Instance);

    private static (int Calls, int Errors)? Growth(string value) =>
        value.Split('/') is [var all, var failed]
        && int.TryParse(all, NumberStyles.None, CultureInfo.InvariantCulture, out var calls)
        && int.TryParse(failed, NumberStyles.None, CultureInfo.InvariantCulture, out var errors)
        && errors <= calls
            ? (calls, errors)
            : null;
}

/// <summary>
/// <c>latency api-1: "120ms x40, 900ms x200"</c>, or <c>95@120ms+5@900ms</c>: how long the JSON calls of the interval took,
/// scraped from a histogram that has each of these durations, and the limit, as an edge.
/// </summary>
internal sealed class LatencyFeed : Feed
{
    private const int Default = 100;
    private readonly Counters _counters;
    private readonly ImmutableArray<long> _bounds;
    private readonly long[] _counts;

    /// <param name="counters">Of the instance.</param>
    /// <param name="values">Every value of the series.</param>
    /// <param name="limit">Of the trigger.</param>
    public LatencyFeed(Counters counters, IEnumerable<string> values, TimeSpan limit)
    {
        _counters = counters;
        _bounds =
        [
            .. values
                .SelectMany(value => Calls(value) ?? [])
                .Select(call => call.Microseconds)
                .Append(Microseconds(limit))
                .Distinct()
                .Order(),
        ];
        _counts = new long[_bounds.Length + 1];
    }

    public override IEnumerable<JudgingInput> Before(DateTimeOffset start, TimeSpan interval) =>
        [_counters.Scrape(start - interval, Histogram())];

    public override string? Problem(string value) =>
        Calls(value) is null ? "must be a duration like 120ms, or counts of them like 95@120ms+5@900ms" : null;

    public override IEnumerable<JudgingInput> Inputs(string value, int index, DateTimeOffset at, TimeSpan interval)
    {
        foreach (var (count, microseconds) in Calls(value)!)
        {
            _counters.Calls += _counters.HasCalls ? 0 : count;
            for (var i = _bounds.IndexOf(microseconds); i < _counts.Length; i++)
            {
                _counts[i] += count;
            }
        }

        yield return _counters.Scrape(at, Histogram());
    }

    public override bool Measures(Verdict verdict) =>
        (verdict.Trigger == TriggerNames.Latency || (verdict.Trigger == TriggerNames.ErrorRate && !_counters.HasCalls))
        && (verdict.Instance is null || verdict.Instance == _counters.Instance);

    private DurationHistogram Histogram() => new(_bounds, [.. _counts]);

    private static List<(int Count, long Microseconds)>? Calls(string value)
    {
        var calls = new List<(int, long)>();
        foreach (var part in value.Split('+'))
        {
            var (count, text) = part.Split('@') switch
            {
                [var only] => (Default, only),
                [var digits, var took]
                    when int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => (
                    number,
                    took
                ),
                _ => (0, ""),
            };
            if (ShortDuration.Read(text) is not { } duration)
            {
                return null;
            }

            calls.Add((count, Microseconds(duration)));
        }

        return calls;
    }
}
