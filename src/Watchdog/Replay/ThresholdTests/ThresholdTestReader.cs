using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Yaml;
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
        var tests = reader.ReadFile(YamlFile.Load(file).Root, releases);
        return reader._problems.Count > 0 ? throw new BadFileException(reader._problems) : tests;
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

        var tests = new TestReader(_file, environment, _problems);
        var interval = TestReader.Interval(map, TimeSpan.FromSeconds(5));
        return new(environment, releases, [.. map.Items("tests").Select(node => tests.Read(node, interval, options))]);
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
}
