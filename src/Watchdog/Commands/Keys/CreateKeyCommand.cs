using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using Mcpx.Domain.Access;
using Mcpx.Domain.Journal;

namespace Mcpx.Watchdog.Commands.Keys;

/// <summary><c>keys create</c>: makes a key and shows it once; the journal keeps its hash.</summary>
internal static class CreateKeyCommand
{
    public static Command Create()
    {
        var scope = new Option<string[]>("--scope")
        {
            Description = $"What it may do, once or more: {string.Join(", ", KeyScopes.All)}.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var environment = new Option<string[]>("--env")
        {
            Description = "For which environment, once or more; else for every one.",
            AllowMultipleArgumentsPerToken = true,
        };
        var expires = new Option<string>("--expires")
        {
            Description = "How long it lives: 12h, 90d. At most 400d.",
            Required = true,
        };
        var name = new Option<string?>("--name")
        {
            Description = "What the journal calls it, for ever; else a name is made up.",
        };
        var config = Options.Config();
        var json = new Option<bool>("--json") { Description = "Print the result as JSON." };
        var command = new Command("create", "Make a key; it is shown once.")
        {
            scope,
            environment,
            expires,
            name,
            config,
            json,
        };
        command.SetAction(parsed =>
            Run(
                new(
                    parsed.GetValue(scope) ?? [],
                    parsed.GetValue(environment) ?? [],
                    parsed.GetValue(expires)!,
                    parsed.GetValue(name),
                    parsed.GetValue(config),
                    parsed.GetValue(json)
                ),
                Console.Out,
                Console.Error
            )
        );
        return command;
    }

    internal static int Run(Asked asked, TextWriter output, TextWriter error)
    {
        if (KeyLife.Of(asked.Expires) is not { } life)
        {
            error.WriteLine($"--expires {asked.Expires}: must be hours or days, for example 12h or 90d.");
            return ExitCodes.BadInput;
        }

        var (log, _, exit) = KeysCommand.Open(asked.Config, error);
        if (log is null)
        {
            return exit;
        }

        var key = KeyText.Of(RandomNumberGenerator.GetBytes(KeyText.Bytes));
        var made = new KeyCreated(
            asked.Name ?? $"key-{RandomNumberGenerator.GetHexString(8, lowercase: true)}",
            KeyText.Hash(key)!,
            [.. asked.Scopes.Distinct(StringComparer.Ordinal)],
            [.. asked.Environments.Distinct(StringComparer.Ordinal)],
            TimeProvider.System.GetUtcNow() + life
        );
        if (log.Create(made, KeysCommand.Operator) is { } refusal)
        {
            return KeysCommand.Refuse(refusal, error);
        }

        output.WriteLine(
            asked.Json
                ? JsonSerializer.Serialize(
                    new
                    {
                        made.Name,
                        key,
                        made.Scopes,
                        made.Environments,
                        made.ExpiresAt,
                    },
                    EventBody.Json
                )
                : $"{key}\n\n{KeyLine.Of(made)}\nIt is shown this once; keep it as a secret of the pipeline. "
                    + "Show it as Authorization: Bearer … or X-Api-Key: …"
        );
        return ExitCodes.Ok;
    }

    /// <summary>What was asked for.</summary>
    internal sealed record Asked(
        IReadOnlyList<string> Scopes,
        IReadOnlyList<string> Environments,
        string Expires,
        string? Name = null,
        string? Config = null,
        bool Json = false
    );
}
