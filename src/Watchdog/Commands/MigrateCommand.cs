using System.CommandLine;
using Mcpx.Db;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Commands;

/// <summary><c>migrate</c>: brings the store to this version's schema and ends.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var config = Options.Config();
        var command = new Command("migrate", "Bring the store to this version's schema.") { config };
        command.SetAction(parsed => Migrate(parsed.GetValue(config)));
        return command;
    }

    private static int Migrate(string? file)
    {
        var loaded = LoadedConfiguration.Load(file);
        if (loaded.Errors.Count > 0)
        {
            return ConfigurationReport.Refuse(loaded.Errors);
        }

        var run = Migrations.Run(loaded.Options.DataDirectory);
        Console.WriteLine(run.Count == 0 ? "The store is up to date." : $"Ran {string.Join(", ", run)}.");
        return ExitCodes.Ok;
    }
}
