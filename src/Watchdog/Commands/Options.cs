using System.CommandLine;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Commands;

/// <summary>Options that several commands have.</summary>
internal static class Options
{
    public static Option<string?> Config() =>
        new("--config")
        {
            Description =
                "JSON file with the section Watchdog, read over appsettings.json and under environment variables; else the one that "
                + $"{LoadedConfiguration.FileVariable} names.",
        };
}
