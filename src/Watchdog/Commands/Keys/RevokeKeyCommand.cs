using System.CommandLine;

namespace Mcpx.Watchdog.Commands.Keys;

/// <summary><c>keys revoke</c>: ends a key before its time; dashboards refuse it as soon as they read the journal.</summary>
internal static class RevokeKeyCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "Which key, as keys list names it." };
        var reason = new Option<string>("--reason") { Description = "Why, for the record.", Required = true };
        var config = Options.Config();
        var command = new Command("revoke", "End a key before its time.") { name, reason, config };
        command.SetAction(parsed =>
            Run(parsed.GetValue(name)!, parsed.GetValue(reason)!, parsed.GetValue(config), Console.Out, Console.Error)
        );
        return command;
    }

    internal static int Run(string name, string reason, string? config, TextWriter output, TextWriter error)
    {
        var (log, _, exit) = KeysCommand.Open(config, error);
        if (log is null)
        {
            return exit;
        }

        if (log.Revoke(name, reason, KeysCommand.Operator) is { } refusal)
        {
            return KeysCommand.Refuse(refusal, error);
        }

        output.WriteLine($"{name} opens nothing any more.");
        return ExitCodes.Ok;
    }
}
