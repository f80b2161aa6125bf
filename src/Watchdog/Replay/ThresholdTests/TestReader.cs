using Mcpx.Domain.Configuration;
using Mcpx.Domain.Triggers;
using Mcpx.Watchdog.Yaml;
using YamlDotNet.RepresentationModel;

namespace Mcpx.Watchdog.Replay.ThresholdTests;

/// <summary>Reads one test of a file.</summary>
internal sealed class TestReader(string file, string environment, List<string> problems)
{
    private readonly EventReader _events = new(file, problems);

    public ThresholdTest Read(YamlNode node, TimeSpan interval, EnvironmentOptions options)
    {
        var map = new YamlMap(
            file,
            node,
            problems,
            "name",
            "interval",
            "thresholds",
            "series",
            "deployments",
            "changes",
            "expect"
        );
        interval = Interval(map, interval);
        options = YamlThresholds.Over(file, map["thresholds"], environment, options, problems);
        var feeds = new FeedFactory(environment, options);
        var series = map["series"] is { } lines ? new SeriesReader(file, problems).Read(lines, feeds) : [];
        var watched = Paced(feeds.Options, interval);
        var expected = map.Items("expect").Select(_events.Expectation).OrderBy(one => one.At).ToList();
        if (expected.Count == 0)
        {
            map.Problem(node, "a test must expect something");
        }

        Check(node, watched, expected);
        return new(
            map.Needed("name") ?? "",
            interval,
            watched,
            series,
            [.. map.Items("deployments").Select(_events.Deployment)],
            [.. map.Items("changes").Select(_events.Change)],
            expected
        );
    }

    /// <summary>The time from one sample to the next.</summary>
    public static TimeSpan Interval(YamlMap map, TimeSpan inherited)
    {
        var interval = map.Duration("interval") ?? inherited;
        if (interval >= TimeSpan.FromMilliseconds(250))
        {
            return interval;
        }

        map.Problem(map["interval"]!, "interval must be at least 250ms, the time between two ticks");
        return inherited;
    }

    /// <summary>Windows are made as large as the pace of their samples needs.</summary>
    private static EnvironmentOptions Paced(EnvironmentOptions options, TimeSpan interval)
    {
        var probes = options.Probes;
        return options with
        {
            Probes = probes with
            {
                HealthInterval = Shorter(probes.HealthInterval),
                MetricsInterval = Shorter(probes.MetricsInterval),
                CallInterval = Shorter(probes.CallInterval),
                FirstEventInterval = Shorter(probes.FirstEventInterval),
                Cors = probes.Cors with { Interval = Shorter(probes.Cors.Interval) },
            },
        };

        TimeSpan Shorter(TimeSpan configured) => configured < interval ? configured : interval;
    }

    /// <summary>What only shows when all is put together: options that make no sense, series that nobody judges.</summary>
    private void Check(YamlNode node, EnvironmentOptions options, List<Expected> expected)
    {
        if (problems.Count > 0)
        {
            return;
        }

        var watchdog = new WatchdogOptions
        {
            Environments = new Dictionary<string, EnvironmentOptions>(StringComparer.Ordinal)
            {
                [environment] = options,
            },
        };
        var errors = OptionsValidator.Validate(watchdog, [.. options.Lkg.Values]);
        problems.AddRange(errors.Select(error => $"{Place.Of(file, node)}: {error}"));
        if (errors.Count > 0)
        {
            return;
        }

        var judged = new EnvironmentJudge(environment, options).Verdicts().Select(verdict => verdict.Series).ToList();
        problems.AddRange(
            expected
                .Where(one => one.Series is not null && !judged.Contains(one.Series))
                .Select(one => $"{one.Place}: nothing judges {one.Series}; judged are {string.Join(", ", judged)}")
        );
    }
}
