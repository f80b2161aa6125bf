using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mcpx.Sandbox.Instances;

namespace Mcpx.Sandbox.Control;

/// <summary>Writes the product's configuration for this sandbox: the template with addresses and folders filled in.</summary>
internal static partial class WatchdogConfiguration
{
    private static readonly JsonDocumentOptions Relaxed = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    public static string TemplatePath { get; } = Path.Combine(AppContext.BaseDirectory, "watchdog.template.json");

    public static void Write(ControlPaths paths, Topology topology, BrowserCheckFiles? browser)
    {
        var text = Fill(File.ReadAllText(TemplatePath), Values(paths, topology, browser));
        var root = JsonNode.Parse(text, documentOptions: Relaxed)!;
        if (root["Watchdog"]?["Environments"] is JsonObject environments)
            foreach (var name in environments.Select(pair => pair.Key).ToArray())
                if (!topology.Environments.Contains(name, StringComparer.Ordinal))
                    environments.Remove(name);
                else if (browser is null)
                    environments[name]?["Probes"]?["Workflows"]?.AsObject().Remove("Browser");
        AtomicFile.Write(paths.WatchdogConfiguration, root.ToJsonString(SandboxJson.Indented));
    }

    private static string Fill(string template, Dictionary<string, string> values) =>
        Placeholder()
            .Replace(
                template,
                match =>
                    values.TryGetValue(match.Groups["name"].Value, out var value)
                        ? JsonEncodedText.Encode(value).Value
                        : throw new UsageException($"{TemplatePath}: unknown placeholder {match.Value}.")
            );

    private static Dictionary<string, string> Values(ControlPaths paths, Topology topology, BrowserCheckFiles? browser)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["data"] = paths.Data,
            ["releases"] = paths.Releases,
            ["sandbox-dll"] = Path.Combine(AppContext.BaseDirectory, "Mcpx.Sandbox.dll"),
            ["contracts"] = Path.Combine(AppContext.BaseDirectory, "contracts"),
            ["workflows"] = Path.Combine(AppContext.BaseDirectory, "workflows"),
            ["browser-check"] = browser?.Program ?? "",
            ["chromium"] = browser?.Chromium ?? "",
            ["watchdog"] = Plain(topology.Watchdog),
            ["dashboard"] = Plain(topology.Dashboard),
            ["control"] = Plain(topology.Control),
            [$"expected/{Topology.Rtm}"] = paths.Expected(Topology.Rtm),
        };
        foreach (var environment in Topology.Known)
            values[$"logs/{environment}"] = paths.ApiLogs(environment);
        foreach (var spec in Topology.Known.SelectMany(topology.InstancesOf))
            values[spec.Key] = Plain(spec.Address);
        return values;
    }

    private static string Plain(Uri address) => address.GetLeftPart(UriPartial.Authority);

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z0-9/-]+)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();
}
