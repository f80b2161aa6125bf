using System.CommandLine;
using System.Data.Common;
using Mcpx.Db;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Commands;

/// <summary><c>migrate</c>: brings the store to this version's schema and ends; with <c>--dry-run</c> it prints how.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var config = Options.Config();
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the script and change nothing." };
        var command = new Command("migrate", "Bring the store to this version's schema.") { config, dryRun };
        command.SetAction(parsed => Migrate(parsed.GetValue(config), parsed.GetValue(dryRun)));
        return command;
    }

    private static int Migrate(string? file, bool dryRun)
    {
        var loaded = LoadedConfiguration.Load(file);
        if (loaded.Errors.Count > 0)
        {
            return ConfigurationReport.Refuse(loaded.Errors);
        }

        if (StorePlaces.MigrationError(loaded.Options) is { } missing)
        {
            return ConfigurationReport.Refuse([missing]);
        }

        var place = loaded.Options.MigrationPlace();
        try
        {
            if (dryRun)
            {
                Print(place);
                return ExitCodes.Ok;
            }

            var run = place.Migrate();
            Console.WriteLine(run.Count == 0 ? "The store is up to date." : $"Ran {string.Join(", ", run)}.");
            return ExitCodes.Ok;
        }
        catch (Exception problem) when (problem is DbException or InvalidOperationException or TimeoutException)
        {
            Console.Error.WriteLine($"{place}: {problem.Message}");
            return ExitCodes.Failed;
        }
    }

    private static void Print(StorePlace place)
    {
        var pending = place.Pending();
        Console.WriteLine(
            pending.Count == 0
                ? $"-- {place} is up to date."
                : $"-- {place}: {pending.Count} scripts would run, in this order."
        );
        foreach (var (name, text) in pending)
        {
            Console.WriteLine();
            Console.WriteLine($"-- {name}");
            Console.WriteLine(text.TrimEnd());
        }
    }
}
