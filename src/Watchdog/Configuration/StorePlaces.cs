using Mcpx.Db;
using Mcpx.Db.Engines.SqlServer;
using Mcpx.Domain.Configuration;
using Microsoft.Data.SqlClient;

namespace Mcpx.Watchdog.Configuration;

/// <summary>Where the configured store lies.</summary>
internal static class StorePlaces
{
    /// <summary>The place of a configuration that was found right.</summary>
    public static StorePlace Place(this WatchdogOptions options) =>
        new(options.DataDirectory, ServerOf(options.Store.ConnectionVariable));

    /// <summary>The same place, with the login that may change the schema.</summary>
    public static StorePlace MigrationPlace(this WatchdogOptions options) =>
        new(options.DataDirectory, ServerOf(options.Store.MigrationVariable ?? options.Store.ConnectionVariable));

    /// <summary>
    /// Why <see cref="MigrationPlace"/> cannot be asked for; null when it can. The owner's login is <c>migrate</c>'s alone: a running
    /// watchdog must do without.
    /// </summary>
    public static ConfigurationError? MigrationError(WatchdogOptions options) =>
        options.Store.MigrationVariable is { } variable && Secrets.Read(variable) is null
            ? new("Watchdog:Store:MigrationVariable", variable, "names an environment variable that is not set")
            : null;

    /// <summary>What is wrong with the connection; never what the variable holds.</summary>
    public static IEnumerable<ConfigurationError> Errors(WatchdogOptions options)
    {
        // That one is not set at all is told with all other variables.
        (string Key, string? Variable)[] given =
        [
            ("ConnectionVariable", options.Store.ConnectionVariable),
            ("MigrationVariable", options.Store.MigrationVariable),
        ];
        foreach (var (key, variable) in given)
        {
            if (
                variable is not null
                && Secrets.Read(variable) is { } text
                && StoreConnection.Read(text, out _) is { } problem
            )
            {
                yield return new($"Watchdog:Store:{key}", variable, $"names an environment variable that {problem}");
            }
        }
    }

    /// <summary>A store on the portal's own server falls with it, and nobody would be told.</summary>
    public static IEnumerable<string> Warnings(WatchdogOptions options)
    {
        if (options.Place().Server is not { } store)
        {
            yield break;
        }

        foreach (var (name, environment) in options.Environments)
        {
            if (
                environment.PortalDatabase is { } portal
                && Secrets.Read(portal.ConnectionVariable) is { } text
                && string.Equals(SourceOf(text), store.Server, StringComparison.OrdinalIgnoreCase)
            )
            {
                yield return $"The store lies on {store.Server}, where the portal's database of {name} lies: it falls with the portal it watches.";
            }
        }
    }

    private static StoreConnection? ServerOf(string? variable)
    {
        if (variable is null || Secrets.Read(variable) is not { } text)
        {
            return null;
        }

        StoreConnection.Read(text, out var connection);
        return connection;
    }

    private static string? SourceOf(string text)
    {
        try
        {
            return new SqlConnectionStringBuilder(text).DataSource;
        }
        catch (Exception problem)
            when (problem is ArgumentException or FormatException or KeyNotFoundException or NotSupportedException)
        {
            // Told by PortalConnections.
            return null;
        }
    }
}
