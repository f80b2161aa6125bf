using Mcpx.Domain.Incidents;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace Mcpx.Watchdog.Configuration;

/// <summary>Says of every key that is set which file, or whether an environment variable, decides it: the last one that names it.</summary>
internal static class KeyOrigins
{
    private const string Prefix = ConfigurationReader.Section + ":";

    /// <summary>Finds out.</summary>
    /// <param name="configuration">As built; its providers stand in the order in which the later one wins.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Of(IConfigurationRoot configuration)
    {
        var providers = configuration.Providers.Reverse().ToList();
        return configuration
            .AsEnumerable()
            .Where(pair => pair.Value is not null && pair.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            .Select(pair => (pair.Key, From: providers.Find(provider => provider.TryGet(pair.Key, out _))))
            .GroupBy(one => NameOf(one.From), one => one.Key, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => (IReadOnlyList<string>)[.. group.Order(StringComparer.Ordinal)],
                StringComparer.Ordinal
            );
    }

    private static string NameOf(IConfigurationProvider? provider) =>
        provider switch
        {
            EnvironmentVariablesConfigurationProvider => ConfigurationApplied.FromEnvironment,
            JsonConfigurationProvider json => json.Source.Path ?? "a file",
            _ => "the program",
        };
}
