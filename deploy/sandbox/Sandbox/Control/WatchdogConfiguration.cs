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
            foreach (var (name, environment) in environments.ToArray())
                if (!topology.Environments.Contains(name, StringComparer.Ordinal))
                    environments.Remove(name);
                else
                    Fit(environment!.AsObject(), topology.InstancesOf(name), browser is not null);
        AtomicFile.Write(paths.WatchdogConfiguration, root.ToJsonString(SandboxJson.Indented));
    }

    /// <summary>Brings one environment of the template, which has two API instances and a browser, to what this sandbox has.</summary>
    private static void Fit(JsonObject environment, IReadOnlyList<InstanceSpec> specs, bool hasBrowser)
    {
        var instances = environment["Instances"]!.AsArray();
        var named = instances.Select(instance => (string?)instance!["Name"]).ToHashSet(StringComparer.Ordinal);
        foreach (var spec in specs.Where(spec => !named.Contains(spec.Name)))
            instances.Add(
                new JsonObject
                {
                    ["Name"] = spec.Name,
                    ["Component"] = spec.Component.ToString(),
                    ["Address"] = Plain(spec.Address),
                }
            );
        if (!hasBrowser)
            environment["Probes"]?["Workflows"]?.AsObject().Remove("Browser");
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
