using System.Security.Cryptography;
using Mcpx.Launcher.Processes;
using Mcpx.Launcher.Test;

namespace Mcpx.Launcher.Up;

/// <summary>The product's processes with their arguments and environment.</summary>
internal static class ProductPlan
{
    // A host that comes back is what the watchdog is made for; one that dies again and again is a fault to be seen.
    private const int WatchdogRestarts = 3;

    /// <summary>Sandbox, watchdog, dashboard, in this order; with new random tokens at every call.</summary>
    public static IReadOnlyList<ChildPlan> For(Layout layout, UpOptions options)
    {
        var ports = options.Ports;
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["MCPX_PORTAL_TOKEN"] = RandomNumberGenerator.GetHexString(64, lowercase: true),
            ["MCPX_SERVICE_TOKEN"] = RandomNumberGenerator.GetHexString(64, lowercase: true),
            // For the pages that end in the sandbox's inbox.
            ["MCPX_PAGERDUTY_KEY"] = RandomNumberGenerator.GetHexString(32, lowercase: true),
            // The sandbox web's synthetic visitor; it opens nothing but the sandbox.
            ["MCPX_WEB_PASSWORD"] = "portal-visitor",
            // A container image's defaults must not open another port beside the planned ones.
            ["ASPNETCORE_URLS"] = null,
            ["ASPNETCORE_HTTP_PORTS"] = null,
            ["ASPNETCORE_HTTPS_PORTS"] = null,
        };

        string[] control = ["control", "--port-base", $"{ports.Base}", "--data", options.Data];
        if (options.Environments is { } environments)
            control = [.. control, "--environments", string.Join(',', environments)];
        if (options.Apis != PortPlan.FewestApis)
            control = [.. control, "--api-instances", $"{options.Apis}"];
        if (Peer.Chromium.Find() is { } chromium && File.Exists(layout.BrowserCheck))
            control = [.. control, "--browser-check", layout.BrowserCheck, "--chromium", chromium];

        return
        [
            // It writes the watchdog's configuration before it is ready.
            Plan("Sandbox", ports.Control, control) with
            {
                BeforeNext = true,
            },
            Plan(
                "Watchdog",
                ports.Watchdog,
                ["run", "--config", Path.Combine(options.Data, "sandbox", "watchdog.json")]
            ) with
            {
                Restarts = WatchdogRestarts,
            },
            Plan(
                "Dashboard",
                ports.Dashboard,
                [
                    "--urls",
                    Origin(ports.Dashboard),
                    "--Dashboard:DataDirectory",
                    options.Data,
                    "--Dashboard:WatchdogAddress",
                    Origin(ports.Watchdog),
                ]
            ) with
            {
                // The development sign-in exists in this environment only.
                Variables = new Dictionary<string, string?>(variables, StringComparer.Ordinal)
                {
                    ["ASPNETCORE_ENVIRONMENT"] = "Development",
                },
            },
        ];

        ChildPlan Plan(string project, Uri address, IReadOnlyList<string> arguments) =>
            new(
                project.ToLowerInvariant(),
                Layout.DotnetHost,
                [layout.Dll(project), .. arguments],
                new Uri(address, "/ready")
            )
            {
                Variables = variables,
                // appsettings.json lies beside the assembly.
                WorkingDirectory = Path.GetDirectoryName(layout.Dll(project))!,
            };
    }

    /// <summary>An address without the trailing slash, as options expect it.</summary>
    public static string Origin(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
