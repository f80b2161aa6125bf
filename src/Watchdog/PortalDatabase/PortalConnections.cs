using Mcpx.Db.Engines.SqlServer;
using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Configuration;
using Microsoft.Data.SqlClient;

namespace Mcpx.Watchdog.PortalDatabase;

/// <summary>Makes connections to the portal's database of what a variable holds, and says what is wrong with that.</summary>
internal static class PortalConnections
{
    /// <summary>No longer for a connection, whatever the string says; zero would be for ever.</summary>
    private const int LongestConnect = 30;

    private const string Program = "MCPX Watchdog";

    /// <summary>A connection of its own, not opened yet: nothing is shared, so nothing stale is met.</summary>
    /// <exception cref="PortalFaultException">The variable holds no connection string.</exception>
    public static SqlConnection Of(PortalDatabaseOptions database)
    {
        if (Secrets.Read(database.ConnectionVariable) is not { } text || Parse(text) is not { } builder)
        {
            throw new PortalFaultException(
                new(
                    PortalFaultKind.Unreachable,
                    Number: 0,
                    $"{database.ConnectionVariable} holds no connection string, or none that can be read"
                )
            );
        }

        builder.Pooling = false;
        builder.ConnectRetryCount = 0;
        builder.MultipleActiveResultSets = false;
        builder.PersistSecurityInfo = false;
        builder.ConnectTimeout = builder.ConnectTimeout is 0 or > LongestConnect
            ? LongestConnect
            : builder.ConnectTimeout;
        if (!builder.ShouldSerialize("Application Name"))
        {
            builder.ApplicationName = Program;
        }

        return new(builder.ConnectionString);
    }

    /// <summary>Everything wrong with the portal databases of a configuration; never what a variable holds.</summary>
    public static IEnumerable<ConfigurationError> Errors(WatchdogOptions options)
    {
        foreach (var (name, environment) in options.Environments)
        {
            if (environment.PortalDatabase is not { } database)
            {
                continue;
            }

            var key = $"Watchdog:Environments:{name}:PortalDatabase";
            if (Cultures.Missing is { } missing)
            {
                yield return new(key, "configured", missing);
            }

            // That it is not set at all is told with all other variables.
            var text = Secrets.Read(database.ConnectionVariable);
            if (text is not null && Parse(text) is not { DataSource.Length: > 0 })
            {
                yield return new(
                    $"{key}:ConnectionVariable",
                    database.ConnectionVariable,
                    "names an environment variable that holds no connection string with a Data Source"
                );
            }
            else if (
                text is not null
                && Parse(text)!.Authentication
                    is not (SqlAuthenticationMethod.NotSpecified or SqlAuthenticationMethod.SqlPassword)
            )
            {
                yield return new(
                    $"{key}:ConnectionVariable",
                    database.ConnectionVariable,
                    "names a connection string whose Authentication needs more than this product has: a login, or the machine's own"
                );
            }
        }
    }

    private static SqlConnectionStringBuilder? Parse(string text)
    {
        try
        {
            return new(text);
        }
        catch (Exception problem)
            when (problem is ArgumentException or FormatException or KeyNotFoundException or NotSupportedException)
        {
            // Its words would repeat a part of the string.
            return null;
        }
    }
}
