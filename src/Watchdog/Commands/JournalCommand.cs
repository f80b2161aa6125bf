using System.CommandLine;
using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Commands.Ledger;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Commands;

/// <summary><c>journal</c>: verify, export and purge the append-only journal (docs/journal.md).</summary>
internal static class JournalCommand
{
    public static Command Create() =>
        new("journal", "The append-only journal.")
        {
            VerifyCommand.Create(),
            ExportCommand.Create(),
            PurgeCommand.Create(),
        };

    /// <summary>The configuration and a store that this version can read; else what it ends with.</summary>
    internal static (WatchdogOptions? Options, int Exit) Open(string? config, TextWriter error)
    {
        var loaded = LoadedConfiguration.Load(config);
        if (loaded.StoreErrors is { Count: > 0 } errors)
        {
            return (null, ConfigurationReport.Refuse(errors));
        }

        if (loaded.Options.Place().Obstacle() is { } obstacle)
        {
            error.WriteLine(obstacle);
            return (null, ExitCodes.BadInput);
        }

        return (loaded.Options, ExitCodes.Ok);
    }
}
