using System.Text.Json;

namespace Mcpx.EndToEnd;

/// <summary>How a rollback is asked for without the dashboard, and what came of it at the deployer.</summary>
public sealed partial class Product
{
    /// <summary>The configuration names them. While a watchdog leads, the command writes to the journal and calls nobody.</summary>
    private static readonly (string Name, string Value)[] Secrets =
    [
        .. new[] { "MCPX_SERVICE_TOKEN", "MCPX_PORTAL_TOKEN", "MCPX_PAGERDUTY_KEY", "MCPX_WEB_PASSWORD" }.Select(name =>
            (name, "nobody-is-called-with-this-one-here")
        ),
    ];

    /// <summary>
    /// Asks for a rollback of Prod's API on the watchdog's command line. It ends with 1: approvals are missing, as they must be.
    /// </summary>
    public Task<string> AskForRollbackAsync(params string[] more) =>
        RunProgramAsync(
            "dotnet",
            [
                Dll("Watchdog"),
                "rollback",
                "--config",
                Path.Combine(_data, "sandbox", "watchdog.json"),
                "--env",
                "Prod",
                "--component",
                "Api",
                .. more,
            ],
            [.. _variables, .. Secrets],
            expected: 1
        );

    /// <summary>What the sandbox's deployer did under a key, line by line.</summary>
    public async Task<IReadOnlyList<string>> OperationAsync(string key)
    {
        using var http = new HttpClient();
        using var found = JsonDocument.Parse(await http.GetStringAsync(new Uri(Control, $"/operations/{key}")));
        return [.. found.RootElement.GetProperty("log").EnumerateArray().Select(line => line.GetString()!)];
    }
}
