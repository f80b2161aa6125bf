using System.CommandLine;
using Mcpx.Sandbox.Control;
using Mcpx.Sandbox.Instances;

namespace Mcpx.Sandbox.Commands;

internal static class ControlVerb
{
    private const int HighestOffset = 60;

    public static Command Create()
    {
        var portBase = new Option<int>("--port-base")
        {
            Description = "First port of the range: the control takes +10, the instances +20 to +54.",
            DefaultValueFactory = _ => 5080,
        };
        portBase.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1024 or > 65535 - HighestOffset)
                result.AddError($"--port-base is a number from 1024 to {65535 - HighestOffset}.");
        });
        var data = new Option<string>("--data")
        {
            Description = "Data folder.",
            DefaultValueFactory = _ => ".watchdog",
        };
        var environments = new Option<string>("--environments")
        {
            Description = "Environments to switch on, separated by commas.",
            DefaultValueFactory = _ => "Alpha,Prod",
        };
        var apiInstances = new Option<int>("--api-instances")
        {
            Description = $"API instances of each environment, {Topology.FewestApis} to {Topology.MostApis}.",
            DefaultValueFactory = _ => Topology.FewestApis,
        };
        apiInstances.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < Topology.FewestApis or > Topology.MostApis)
                result.AddError($"--api-instances is a number from {Topology.FewestApis} to {Topology.MostApis}.");
        });
        var browserCheck = new Option<string?>("--browser-check")
        {
            Description = "Assembly of the check in a real browser. Default: the watchdog has none.",
        };
        var chromium = new Option<string?>("--chromium") { Description = "The browser's executable, for that check." };
        var command = new Command("control", "Runs the sandbox until it is stopped.")
        {
            portBase,
            data,
            environments,
            apiInstances,
            browserCheck,
            chromium,
        };
        command.SetAction(
            async (parsed, _) =>
            {
                await ControlHost.RunAsync(
                    new(
                        parsed.GetValue(portBase),
                        Path.GetFullPath(parsed.GetValue(data)!),
                        Environments(parsed.GetValue(environments)!),
                        parsed.GetValue(apiInstances),
                        parsed.GetValue(browserCheck) is { } program && parsed.GetValue(chromium) is { } browser
                            ? new(program, browser)
                            : null
                    )
                );
                return 0;
            }
        );
        return command;
    }

    private static IReadOnlyList<string> Environments(string list)
    {
        var asked = list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var unknown = asked.Except(Topology.Known, StringComparer.Ordinal).ToArray();
        if (unknown.Length > 0 || asked.Length == 0)
            throw new UsageException(
                $"--environments '{list}': there are only {string.Join(", ", Topology.Known)} to switch on."
            );
        return [.. Topology.Known.Intersect(asked, StringComparer.Ordinal)];
    }
}
