using Mcpx.Watchdog.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Mcpx.Watchdog.Replay.ThresholdTests;

/// <summary>Reads the series of a test.</summary>
internal sealed class SeriesReader(string file, List<string> problems)
{
    public List<TestSeries> Read(YamlNode node, FeedFactory feeds)
    {
        var series = new List<TestSeries>();
        foreach (var (key, value) in YamlMap.Pairs(file, node, problems))
        {
            if (value is not YamlScalarNode { Value: { } text } scalar)
            {
                problems.Add($"{Place.Of(file, value)}: samples like “ok x10, fail x61” must stand here");
                continue;
            }

            var (runs, problem, offset) = Shorthand.Read(text);
            if (problem is not null)
            {
                problems.Add($"{Inside(scalar, offset)}: {problem}");
                continue;
            }

            var measured = runs.Where(run => run.Value is not (SampleRun.Gap or SampleRun.Stale)).ToList();
            var (feed, wrong) = feeds.Make(key.Value!, measured.Select(run => run.Value));
            if (feed is null)
            {
                problems.Add($"{Place.Of(file, key)}: {wrong}");
                continue;
            }

            CheckRuns(scalar, feed, runs, measured);
            series.Add(new(key.Value!, feed, runs));
        }

        // Calls come before latencies: both speak of the same counters.
        return [.. series.OrderBy(one => one.Feed is LatencyFeed)];
    }

    private void CheckRuns(
        YamlScalarNode scalar,
        Feed feed,
        IReadOnlyList<SampleRun> runs,
        IReadOnlyList<SampleRun> measured
    )
    {
        foreach (var run in measured)
        {
            if (feed.Problem(run.Value) is { } unreadable)
            {
                problems.Add($"{Inside(scalar, run.Offset)}: {run.Value}: {unreadable}");
            }
        }

        if (!feed.CanBeStale && runs.FirstOrDefault(run => run.Value == SampleRun.Stale) is { } stale)
        {
            problems.Add($"{Inside(scalar, stale.Offset)}: signs of life cannot be stale; write _ for silence");
        }
    }

    /// <summary>A place inside a value; on its first line, where nearly all of them have only one.</summary>
    private Place Inside(YamlScalarNode scalar, int offset)
    {
        var place = Place.Of(file, scalar);
        var quote = scalar.Style is ScalarStyle.DoubleQuoted or ScalarStyle.SingleQuoted ? 1 : 0;
        return scalar.Start.Line == scalar.End.Line ? place with { Column = place.Column + quote + offset } : place;
    }
}
