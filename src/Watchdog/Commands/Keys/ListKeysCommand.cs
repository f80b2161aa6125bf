using System.CommandLine;
using System.Text.Json;
using Mcpx.Domain.Journal;

namespace Mcpx.Watchdog.Commands.Keys;

/// <summary><c>keys list</c>: every key that was ever made, without what would open anything.</summary>
internal static class ListKeysCommand
{
    public static Command Create()
    {
        var config = Options.Config();
        var json = new Option<bool>("--json") { Description = "Print the keys as JSON." };
        var command = new Command("list", "Every key that was ever made.") { config, json };
        command.SetAction(parsed => Run(parsed.GetValue(config), parsed.GetValue(json), Console.Out, Console.Error));
        return command;
    }

    internal static int Run(string? config, bool json, TextWriter output, TextWriter error)
    {
        var (_, tail, exit) = KeysCommand.Open(config, error);
        if (tail is null)
        {
            return exit;
        }

        var now = TimeProvider.System.GetUtcNow();
        var keys = tail.CatchUp().Keys.ByName.Values.OrderBy(key => key.CreatedAt).ToList();
        if (json)
        {
            output.WriteLine(
                JsonSerializer.Serialize(
                    keys.Select(key => new
                    {
                        key.Name,
                        key.Scopes,
                        key.Environments,
                        key.CreatedAt,
                        createdBy = key.By.Name,
                        key.ExpiresAt,
                        key.RevokedAt,
                        usable = key.Problem(now) is null,
                    }),
                    EventBody.Json
                )
            );
            return ExitCodes.Ok;
        }

        foreach (var key in keys)
        {
            output.WriteLine(KeyLine.Of(key, now));
        }

        if (keys.Count == 0)
        {
            output.WriteLine("No key was made yet.");
        }

        return ExitCodes.Ok;
    }
}
