using System.CommandLine;
using System.Text.Json;
using Mcpx.Domain.Journal;
using Mcpx.Watchdog.Configuration;

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
        command.SetAction(parsed =>
            parsed.GetValue(tests) is { } file
                ? ThresholdTestReport.Run(
                    file,
                    parsed.GetValue(config),
                    parsed.GetValue(json),
                    Console.Out,
                    Console.Error
                )
                : Check(parsed.GetValue(config), parsed.GetValue(json))
        );
        return command;
    }

    private static int Check(string? file, bool json)
    {
        var loaded = LoadedConfiguration.Load(file);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { loaded.Errors, loaded.Warnings }, EventBody.Json));
            return loaded.Errors.Count > 0 ? ExitCodes.BadInput : ExitCodes.Ok;
        }

        if (loaded.Errors.Count > 0)
        {
            return ConfigurationReport.Refuse(loaded.Errors);
        }

        Console.WriteLine($"The configuration is right: {string.Join(", ", loaded.Options.Environments.Keys)}.");
        foreach (var warning in loaded.Warnings)
        {
            Console.WriteLine($"  Warning: {warning}");
        }

        return ExitCodes.Ok;
    }
}
