using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Configuration;

/// <summary>Reads the section, every key of it checked before it is bound.</summary>
internal static class ConfigurationReader
{
    public const string Section = "Watchdog";

    /// <summary>Unknown keys and values that cannot be read, each with its key.</summary>
    public static IReadOnlyList<ConfigurationError> Check(IConfiguration configuration) =>
        SectionCheck.Errors(configuration.GetSection(Section), typeof(WatchdogOptions));

    /// <summary>Binds what can be read; what <see cref="Check(IConfiguration)"/> found wrong is left at its default.</summary>
    public static WatchdogOptions Bind(IConfiguration configuration, IReadOnlyList<ConfigurationError> unreadable)
    {
        var readable = configuration
            .AsEnumerable()
            .Where(pair => !unreadable.Any(error => IsAt(pair.Key, error.Key)))
            .ToList();
        var options =
            new ConfigurationBuilder()
                .AddInMemoryCollection(readable)
                .Build()
                .GetSection(Section)
                .Get<WatchdogOptions>()
            ?? new();
        return options with
        {
            Environments = options.Environments.ToDictionary(
                named => named.Key,
                named => In(named.Key, named.Value, readable)
            ),
        };
    }

    /// <summary>
    /// With the defaults that go by the environment's name: what is recorded then says what was watched. The binder passes over an
    /// empty list, which here is an answer.
    /// </summary>
    private static EnvironmentOptions In(
        string name,
        EnvironmentOptions options,
        IReadOnlyList<KeyValuePair<string, string?>> readable
    )
    {
        var security = options.Probes.Security;
        var key = $"{Section}:Environments:{name}:Probes:Security:{nameof(security.MustBeOff)}";
        var none = readable.Any(pair => pair.Key.Equals(key, StringComparison.OrdinalIgnoreCase) && pair.Value is "");
        return options with
        {
            Probes = options.Probes with { Security = (none ? security with { MustBeOff = [] } : security).In(name) },
        };
    }

    private static bool IsAt(string key, string place) =>
        key.Equals(place, StringComparison.OrdinalIgnoreCase)
        || key.StartsWith(place + ConfigurationPath.KeyDelimiter, StringComparison.OrdinalIgnoreCase);
}
