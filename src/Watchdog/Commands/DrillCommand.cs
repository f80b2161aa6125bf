using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mcpx.Db;
using Mcpx.Domain;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Deployers;
using Mcpx.Watchdog.Probes.Http;
using Mcpx.Watchdog.Releases;
using Mcpx.Watchdog.Wire;

namespace Mcpx.Watchdog.Commands;

/// <summary><c>drill</c>: goes through a rollback without touching anything, and writes down that it was held (docs/releases.md).</summary>
internal static class DrillCommand
{
    private static readonly JsonSerializerOptions Readable = new(EventBody.Json)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create()
    {
        var config = Options.Config();
        var environment = new Option<string>("--env")
        {
            Description = "The environment, for example Prod.",
            Required = true,
        };
        var component = new Option<string>("--component")
        {
            Description = "What would go back: Api or Web.",
            Required = true,
        };
        var to = new Option<string?>("--to") { Description = "To which release; else the LKG." };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON." };
        var command = new Command("drill", "Go through a rollback without touching anything.")
        {
            environment,
            component,
            to,
            config,
            json,
        };
        command.SetAction(
            (parsed, cancellation) =>
                RunAsync(
                    new(
                        parsed.GetValue(environment)!,
                        parsed.GetValue(component)!,
                        parsed.GetValue(to),
                        parsed.GetValue(config),
                        parsed.GetValue(json)
                    ),
                    Console.Out,
                    Console.Error,
                    cancellation
                )
        );
        return command;
    }

    internal static async Task<int> RunAsync(
        Asked asked,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellation
    )
    {
        var loaded = LoadedConfiguration.Load(asked.Config);
        if (loaded.Errors.Count > 0)
        {
            return ConfigurationReport.Refuse(loaded.Errors);
        }

        var options = loaded.Options;
        if (!options.Environments.ContainsKey(asked.Environment))
        {
            await error.WriteLineAsync(
                $"--env {asked.Environment}: not configured; known are {string.Join(", ", options.Environments.Keys)}."
            );
            return ExitCodes.BadInput;
        }

        if (
            !Enum.TryParse<Component>(asked.Component, ignoreCase: true, out var component)
            || component is not (Component.Api or Component.Web)
        )
        {
            await error.WriteLineAsync($"--component {asked.Component}: must be Api or Web.");
            return ExitCodes.BadInput;
        }

        if (options.Place().Obstacle() is { } obstacle)
        {
            await error.WriteLineAsync($"{obstacle} A drill is written down there: run the watchdog once, or migrate.");
            return ExitCodes.BadInput;
        }

        var held = await HoldAsync(loaded, asked, component, cancellation);
        await PrintAsync(asked, held, output);
        return held.Ready ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static async Task<DrillHeld> HoldAsync(
        LoadedConfiguration loaded,
        Asked asked,
        Component component,
        CancellationToken cancellation
    )
    {
        var options = loaded.Options;
        var journal = options.Place().Open().Journal;
        var tail = new JournalTail(journal);
        var folder = new ReleaseFolder(options.ReleaseFolder);
        using var wire = new WireClient();
        using var deployers = new DeployerFactory(options, folder, new PortalClient(wire), TimeProvider.System);
        var runner = new DrillRunner(options, folder, deployers, new Secrets(options), TimeProvider.System);
        var state = tail.CatchUp();
        var held = await runner.HoldAsync(
            DrillDecision.IdAt(state.Environment(asked.Environment)),
            asked.Environment,
            component,
            string.IsNullOrWhiteSpace(asked.To) ? null : asked.To,
            state,
            [],
            cancellation
        );
        new EnvironmentLog(journal, tail, TimeProvider.System).Append(
            asked.Environment,
            // Whoever may start programs here is on shift; what they do is written down under their own name.
            AtTheKeyboard.As(Role.Sre),
            here =>
            {
                held = held with { Id = DrillDecision.IdAt(here) };
                return [held];
            }
        );
        return held;
    }

    private static async Task PrintAsync(Asked asked, DrillHeld held, TextWriter output)
    {
        if (asked.Json)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(held, Readable));
            return;
        }

        foreach (var line in held.Lines)
        {
            await output.WriteLineAsync(line);
        }

        await output.WriteLineAsync();
        await output.WriteLineAsync(
            held.Ready
                ? $"{held.Id}: ready, about {Words.Duration(held.Expected)}. Nothing was touched."
                : $"{held.Id}: BLOCKED. {string.Join("; ", held.Problems)}. Nothing was touched."
        );
    }

    /// <summary>What was asked for.</summary>
    internal sealed record Asked(
        string Environment,
        string Component,
        string? To = null,
        string? Config = null,
        bool Json = false
    );
}
