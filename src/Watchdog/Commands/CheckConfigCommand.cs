using System.CommandLine;
using System.Text.Json;
using Mcpx.Domain.Journal;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Discovery;
using Mcpx.Watchdog.Paging;
using Mcpx.Watchdog.Probes.Http;
using Mcpx.Watchdog.Wire;

namespace Mcpx.Watchdog.Commands;

/// <summary>
/// <c>check-config</c>: says whether <c>run</c> would start, and with which warnings; with <c>--tests</c>, whether its
/// thresholds do what is expected of them.
/// </summary>
internal static class CheckConfigCommand
{
    public static Command Create()
    {
        var config = Options.Config();
        var json = new Option<bool>("--json") { Description = "Print the result as JSON." };
        var tests = new Option<string?>("--tests")
        {
            Description =
                "YAML file with tests of the thresholds (docs/threshold-tests.md); --config is what they inherit.",
        };
        var command = new Command("check-config", "Check the configuration and start nothing.") { config, json, tests };
        command.SetAction(
            async (parsed, cancellation) =>
                parsed.GetValue(tests) is { } file
                    ? ThresholdTestReport.Run(
                        file,
                        parsed.GetValue(config),
                        parsed.GetValue(json),
                        Console.Out,
                        Console.Error
                    )
                    : await CheckAsync(parsed.GetValue(config), parsed.GetValue(json), Console.Out, cancellation)
        );
        return command;
    }

    internal static async Task<int> CheckAsync(
        string? file,
        bool json,
        TextWriter output,
        CancellationToken cancellation
    )
    {
        var loaded = LoadedConfiguration.Load(file);
        if (loaded.Errors.Count == 0)
        {
            loaded = await FindAsync(loaded, cancellation);
        }

        var store = loaded.Errors.Count == 0 ? StoreLook.At(loaded.Options, DateTimeOffset.UtcNow) : null;
        loaded = loaded with
        {
            Errors = [.. loaded.Errors, .. store?.Errors ?? []],
            Warnings = [.. loaded.Warnings, .. store?.Warnings ?? []],
        };
        var roster = await RosterLook.AskAsync(loaded, DateTimeOffset.UtcNow, cancellation);
        loaded = loaded with { Warnings = [.. loaded.Warnings, .. roster.Warnings] };
        if (json)
        {
            await output.WriteLineAsync(
                JsonSerializer.Serialize(
                    new
                    {
                        loaded.Errors,
                        loaded.Warnings,
                        roster.On,
                    },
                    EventBody.Json
                )
            );
            return loaded.Errors.Count > 0 ? ExitCodes.BadInput : ExitCodes.Ok;
        }

        if (loaded.Errors.Count > 0)
        {
            return ConfigurationReport.Refuse(loaded.Errors);
        }

        await output.WriteLineAsync(
            $"The configuration is right: {string.Join(", ", loaded.Options.Environments.Keys)}."
        );
        if (store?.Line is { } line)
        {
            await output.WriteLineAsync($"  {line}");
        }

        foreach (var (name, environment) in loaded.Options.Environments)
        {
            foreach (var found in environment.Instances.Where(instance => instance.Source is not null))
            {
                await output.WriteLineAsync(
                    $"  {name}: found {found.Name} at {new Uri(found.Address).Authority}. {found.Source}"
                );
            }
        }

        foreach (var on in roster.Lines)
        {
            await output.WriteLineAsync($"  {on}");
        }

        foreach (var warning in loaded.Warnings)
        {
            await output.WriteLineAsync($"  Warning: {warning}");
        }

        return ExitCodes.Ok;
    }

    /// <summary>
    /// Asks where the instances are. A source that cannot be asked from here is a warning only: <c>run</c> may be elsewhere, and may
    /// know its instances from before.
    /// </summary>
    private static async Task<LoadedConfiguration> FindAsync(LoadedConfiguration loaded, CancellationToken cancellation)
    {
        using var wire = new WireClient();
        using var discoverer = new Discoverer(loaded.Options, new PortalClient(wire));
        var watching = loaded.Watching((await discoverer.AskAsync(loaded.Options, cancellation)).Options);
        return watching with { Warnings = [.. watching.Warnings, .. discoverer.Doubts] };
    }
}
