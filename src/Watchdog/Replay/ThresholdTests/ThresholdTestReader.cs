using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Mcpx.Watchdog.Replay.ThresholdTests;

/// <summary>Reads a file of tests (docs/threshold-tests.md); every problem at once, each with file, line and column.</summary>
internal sealed class ThresholdTestReader
{
    private readonly string _file;
    private readonly WatchdogOptions? _configured;
    private readonly List<string> _problems = [];

    private ThresholdTestReader(string file, WatchdogOptions? configured) => (_file, _configured) = (file, configured);

    /// <summary>Reads one.</summary>
    /// <param name="file">The file.</param>
    /// <param name="configured">The configuration to inherit from; null where the file stands for itself.</param>
    /// <param name="releases">Releases known.</param>
    /// <exception cref="BadFileException">It cannot be read, or something in it is wrong.</exception>
    public static ThresholdTestFile Read(
        string file,
        WatchdogOptions? configured,
        IReadOnlyDictionary<string, Release> releases
    )
    {
        var reader = new ThresholdTestReader(file, configured);
        var tests = reader.ReadFile(Load(file), releases);
        return reader._problems.Count > 0 ? throw new BadFileException(reader._problems) : tests;
    }

    private static YamlNode Load(string file)
    {
        Parser? parser = null;
        try
        {
            using var text = new StreamReader(file);
            parser = new(text);
            var yaml = new YamlStream();
            yaml.Load(parser);
            return yaml.Documents is [var document]
                ? document.RootNode
                : throw new BadFileException(file, "One YAML document with tests must stand here.");
        }
        catch (YamlException problem)
        {
            throw new BadFileException([$"{Place.Of(file, problem.Start)}: {problem.Message}"]);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new BadFileException(file, problem.Message);
        }
        catch (Exception problem) when (problem is InvalidOperationException or ArgumentException)
        {
            // The parser says where it is, but not always what it misses.
            throw new BadFileException([
                $"{Place.Of(file, parser?.Current?.End ?? Mark.Empty)}: no YAML can be read from here on",
            ]);
        }
    }

    private ThresholdTestFile ReadFile(YamlNode root, IReadOnlyDictionary<string, Release> releases)
    {
        var map = new YamlMap(
            _file,
            root,
            _problems,
            "environment",
            "interval",
            "instances",
            "lkg",
            "thresholds",
            "tests"
        );
        var environment = map.Text("environment") ?? "Prod";
        var options = Base(map, environment);
        options = YamlThresholds.Over(_file, map["thresholds"], environment, options, _problems);
        if (map["tests"] is null)
        {
            map.Problem(root, "tests are missing");
        }

        var interval = Interval(map, TimeSpan.FromSeconds(5));
        return new(
            environment,
            releases,
            [.. map.Items("tests").Select(node => ReadTest(node, environment, interval, options))]
        );
    }

    private EnvironmentOptions Base(YamlMap map, string environment)
    {
        var options = new EnvironmentOptions();
        if (_configured is not null && !_configured.Environments.TryGetValue(environment, out options))
        {
            map.Problem(
                map["environment"] ?? map.Node,
                $"{environment} is not configured; configured are {string.Join(", ", _configured.Environments.Keys)}"
            );
        }

        options ??= new();
        if (map["instances"] is { } instances)
        {
            options = options with { Instances = Instances(instances) };
        }

        if (map["lkg"] is { } lkg)
        {
            options = options with { Lkg = Lkg(lkg) };
        }

        if (options.Instances.Count == 0)
        {
            map.Problem(map.Node, "instances are missing, and no --config names any");
        }

        return options;
    }

    private List<InstanceOptions> Instances(YamlNode node)
    {
        var instances = new List<InstanceOptions>();
        foreach (var (key, value) in YamlMap.Pairs(_file, node, _problems))
        {
            var component = (value as YamlScalarNode)?.Value switch
            {
                "Api" => Component.Api,
                "Web" => Component.Web,
                _ => (Component?)null,
            };
            if (component is null)
            {
                _problems.Add($"{Place.Of(_file, value)}: an instance is Api or Web");
            }

            instances.Add(
                new()
                {
                    Name = key.Value!,
                    Component = component ?? Component.Api,
                    Address = FormattableString.Invariant($"http://instance-{instances.Count + 1}.test"),
                }
            );
        }

        return instances;
    }

    private Dictionary<Component, string> Lkg(YamlNode node)
    {
        var map = new YamlMap(_file, node, _problems, nameof(Component.Api), nameof(Component.Web));
        return new[] { Component.Api, Component.Web }
            .Where(component => map[component.ToString()] is not null)
            .ToDictionary(component => component, component => map.Text(component.ToString()) ?? "");
    }

    private ThresholdTest ReadTest(YamlNode node, string environment, TimeSpan interval, EnvironmentOptions options)
    {
        var map = new YamlMap(
            _file,
            node,
            _problems,
            "name",
            "interval",
            "thresholds",
            "series",
            "deployments",
            "changes",
            "expect"
        );
        interval = Interval(map, interval);
        options = YamlThresholds.Over(_file, map["thresholds"], environment, options, _problems);
        var feeds = new FeedFactory(environment, options);
        var series = map["series"] is { } lines ? Series(lines, feeds) : [];
        var watched = Paced(feeds.Options, interval);
        var expected = map.Items("expect").Select(Expectation).OrderBy(one => one.At).ToList();
        if (expected.Count == 0)
        {
            map.Problem(node, "a test must expect something");
        }

        Check(node, environment, watched, expected);
        return new(
            map.Needed("name") ?? "",
            interval,
            watched,
            series,
            [.. map.Items("deployments").Select(Deployment)],
            [.. map.Items("changes").Select(Change)],
            expected
        );
    }

    private static TimeSpan Interval(YamlMap map, TimeSpan inherited)
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

    private List<TestSeries> Series(YamlNode node, FeedFactory feeds)
    {
        var series = new List<TestSeries>();
        foreach (var (key, value) in YamlMap.Pairs(_file, node, _problems))
        {
            if (value is not YamlScalarNode { Value: { } text } scalar)
            {
                _problems.Add($"{Place.Of(_file, value)}: samples like “ok x10, fail x61” must stand here");
                continue;
            }

            var (runs, problem, offset) = Shorthand.Read(text);
            if (problem is not null)
            {
                _problems.Add($"{Inside(scalar, offset)}: {problem}");
                continue;
            }

            var measured = runs.Where(run => run.Value is not (SampleRun.Gap or SampleRun.Stale)).ToList();
            var (feed, wrong) = feeds.Make(key.Value!, measured.Select(run => run.Value));
            if (feed is null)
            {
                _problems.Add($"{Place.Of(_file, key)}: {wrong}");
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
                _problems.Add($"{Inside(scalar, run.Offset)}: {run.Value}: {unreadable}");
            }
        }

        if (!feed.CanBeStale && runs.FirstOrDefault(run => run.Value == SampleRun.Stale) is { } stale)
        {
            _problems.Add($"{Inside(scalar, stale.Offset)}: signs of life cannot be stale; write _ for silence");
        }
    }

    /// <summary>A place inside a value; on its first line, where nearly all of them have only one.</summary>
    private Place Inside(YamlScalarNode scalar, int offset)
    {
        var place = Place.Of(_file, scalar);
        var quote = scalar.Style is ScalarStyle.DoubleQuoted or ScalarStyle.SingleQuoted ? 1 : 0;
        return scalar.Start.Line == scalar.End.Line ? place with { Column = place.Column + quote + offset } : place;
    }

    private TestDeployment Deployment(YamlNode node)
    {
        var map = new YamlMap(_file, node, _problems, "at", "took", "component", "tag", "by", "outcome");
        map.Needed("at");
        map.Needed("component");
        var outcome = map.Text("outcome") ?? "succeeded";
        if (outcome is not ("succeeded" or "failed"))
        {
            map.Problem(map["outcome"]!, $"outcome = {outcome}: must be succeeded or failed");
        }

        return new(
            map.Duration("at") ?? default,
            map.Duration("took") ?? TimeSpan.FromMinutes(1),
            map.Name<Component>("component") ?? default,
            map.Needed("tag") ?? "",
            map.Text("by") ?? "pipeline",
            outcome == "succeeded"
        );
    }

    private (TimeSpan At, Change Change) Change(YamlNode node)
    {
        var map = new YamlMap(_file, node, _problems, "at", "kind", "component", "key", "before", "after", "by");
        map.Needed("at");
        map.Needed("kind");
        var at = map.Duration("at") ?? default;
        var key = map.Needed("key") ?? "";
        return (
            at,
            new(
                $"{ShortDuration.Write(at)}-{key}",
                map.Name<ChangeKind>("kind") ?? default,
                map.Name<Component>("component") ?? Component.Config,
                key,
                map.Text("before"),
                map.Text("after"),
                map.Text("by") ?? "admin",
                TestRun.Start + at
            )
        );
    }

    private Expected Expectation(YamlNode node)
    {
        var map = new YamlMap(_file, node, _problems, "at", "series", "state", "proposal");
        map.Needed("at");
        if (map["series"] is null && map["proposal"] is null)
        {
            map.Problem(node, "a series with its state, or a proposal, must be expected");
        }

        if (map["series"] is null != map["state"] is null)
        {
            map.Problem(node, "series and state belong together");
        }

        return new(
            Place.Of(_file, node),
            map.Duration("at") ?? default,
            map.Text("series"),
            map.Name<VerdictState>("state"),
            map.Name<ProposalWord>("proposal")
        );
    }

    /// <summary>What only shows when all is put together: options that make no sense, series that nobody judges.</summary>
    private void Check(YamlNode node, string environment, EnvironmentOptions options, List<Expected> expected)
    {
        if (_problems.Count > 0)
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
        _problems.AddRange(errors.Select(error => $"{Place.Of(_file, node)}: {error}"));
        if (errors.Count > 0)
        {
            return;
        }

        var judged = new EnvironmentJudge(environment, options).Verdicts().Select(verdict => verdict.Series).ToList();
        _problems.AddRange(
            expected
                .Where(one => one.Series is not null && !judged.Contains(one.Series))
                .Select(one => $"{one.Place}: nothing judges {one.Series}; judged are {string.Join(", ", judged)}")
        );
    }
}
