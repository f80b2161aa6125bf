using System.CommandLine;
using System.Text.Json;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
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
                        store = store?.Line,
                        effective = loaded.Errors.Count > 0 ? [] : Effective(loaded),
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

        foreach (var said in Effective(loaded))
        {
            await output.WriteLineAsync($"  {said}");
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

        await output.WriteLineAsync(
            "  The dashboard's own configuration: mcpx-dashboard check-config (docs/sign-in.md)."
        );
        return ExitCodes.Ok;
    }

    /// <summary>
    /// What decides, and where it is said: a forgotten variable that overrides the file is the error nobody looks for. Values that a
    /// file holds are read there; secrets are in variables and not among them.
    /// </summary>
    internal static IEnumerable<string> Effective(LoadedConfiguration loaded)
    {
        foreach (var (from, keys) in loaded.Origins)
        {
            yield return from == ConfigurationApplied.FromEnvironment
                ? $"Set by variables, over every file: {string.Join(", ", keys)}."
                : $"Set in {from}: {keys.Count} keys.";
        }

        foreach (var (name, environment) in loaded.Options.Environments)
        {
            var limits = $"{ConfigurationReader.Section}:Environments:{name}:Triggers:";
            string[] own =
            [
                .. loaded
                    .Origins.Values.SelectMany(keys => keys)
                    .Where(key => key.StartsWith(limits, StringComparison.OrdinalIgnoreCase))
                    .Select(key => key[limits.Length..])
                    .Order(StringComparer.Ordinal),
            ];
            yield return $"{name}: execution {environment.Execution}, {Counted(environment.Instances)}, limits of the runbook"
                + (own.Length == 0 ? "." : $" but for {string.Join(", ", own)}.");
        }
    }

    private static string Counted(IReadOnlyList<InstanceOptions> instances) =>
        instances.Count == 0
            ? "no instance"
            : string.Join(
                " and ",
                instances.GroupBy(one => one.Component).Select(group => $"{group.Count()} {group.Key}")
            );

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
