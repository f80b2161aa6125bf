using System.CommandLine;
using Mcpx.Db;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Commands;

/// <summary><c>journal verify</c>: recomputes the whole chain.</summary>
internal static class JournalCommand
{
    public static Command Create()
    {
        var config = Options.Config();
        var verify = new Command("verify", "Recompute the hash chain and say whether it holds.") { config };
        verify.SetAction(parsed => Verify(parsed.GetValue(config)));
        return new Command("journal", "The append-only journal.") { verify };
    }

    private static int Verify(string? file)
    {
        var loaded = LoadedConfiguration.Load(file);
        if (loaded.Errors.Count > 0)
        {
            return ConfigurationReport.Refuse(loaded.Errors);
        }

        if (Migrations.Obstacle(loaded.Options.DataDirectory) is { } obstacle)
        {
            Console.Error.WriteLine(obstacle);
            return ExitCodes.BadInput;
        }

        var journal = new Store(loaded.Options.DataDirectory).Journal;
        if (journal.Verify() is { } wrong)
        {
            Console.Error.WriteLine($"The chain is broken. {wrong}");
            return ExitCodes.Failed;
        }

        Console.WriteLine($"The chain holds over {journal.Head()} events.");
        return ExitCodes.Ok;
    }
}
