using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Yaml;
using YamlDotNet.RepresentationModel;

namespace Mcpx.Watchdog.Replay.ThresholdTests;

/// <summary>The configuration's section <c>Triggers</c>, written as YAML.</summary>
internal static class YamlThresholds
{
    private const string Section = "Triggers";

    /// <summary>Lays them over an environment's own; returns those unchanged where something is wrong.</summary>
    public static EnvironmentOptions Over(
        string file,
        YamlNode? node,
        string environment,
        EnvironmentOptions options,
        List<string> problems
    )
    {
        if (node is null)
        {
            return options;
        }

        var places = new Dictionary<string, Place>(StringComparer.OrdinalIgnoreCase)
        {
            [Section] = Place.Of(file, node),
        };
        var values = new List<KeyValuePair<string, string?>>();
        Flatten(file, node, Section, values, places, problems);
        try
        {
            return Thresholds
                .Of(file, new ConfigurationBuilder().AddInMemoryCollection(values).Build(), Words)
                .Over(environment, options);
        }
        catch (BadFileException problem)
        {
            problems.AddRange(problem.Problems);
            return options;
        }

        string Words(ConfigurationError error) => $"{places.GetValueOrDefault(error.Key, places[Section])}: {error}";
    }

    private static void Flatten(
        string file,
        YamlNode node,
        string path,
        List<KeyValuePair<string, string?>> values,
        Dictionary<string, Place> places,
        List<string> problems
    )
    {
        foreach (var (key, value) in YamlMap.Pairs(file, node, problems))
        {
            var place = $"{path}:{key.Value}";
            places[place] = Place.Of(file, key);
            switch (value)
            {
                case YamlScalarNode scalar:
                    values.Add(new(place, scalar.Value));
                    break;
                default:
                    Flatten(file, value, place, values, places, problems);
                    break;
            }
        }
    }
}
