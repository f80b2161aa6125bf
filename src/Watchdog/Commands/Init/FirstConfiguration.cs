using System.Text.Json;
using System.Text.Json.Nodes;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Commands.Init;

/// <summary>The configuration to begin with: it watches what was found, and rolls nothing back.</summary>
internal static class FirstConfiguration
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Writes it.</summary>
    /// <param name="found">What the portal has.</param>
    /// <param name="environment">Its name, for example <c>Alpha</c>.</param>
    /// <param name="data">The data folder; whole, because commands are given from anywhere.</param>
    /// <param name="releases">The release folder, whole too.</param>
    public static string Of(PortalFindings found, string environment, string data, string releases)
    {
        var defaults = new ProbeOptions();
        var probes = new JsonObject();
        Set(probes, nameof(ProbeOptions.HealthzPath), found.Healthz.Path, defaults.HealthzPath);
        Set(probes, nameof(ProbeOptions.ReadyPath), found.Ready.Path, defaults.ReadyPath);
        Set(probes, nameof(ProbeOptions.StreamPath), found.Stream.Path, defaults.StreamPath);
        if (found.Origin.Path is { } origin)
        {
            probes["Cors"] = new JsonObject { ["IntendedOrigins"] = new JsonArray(origin) };
        }

        var instances = new JsonArray(Instance("api-1", Component.Api, found.Api));
        // One address is one instance: pages that the API serves itself are watched with it.
        if (found.Page.IsThere && found.Web.Authority != found.Api.Authority)
        {
            instances.Add(Instance("web-1", Component.Web, found.Web));
        }

        return new JsonObject
            {
                ["Watchdog"] = new JsonObject
                {
                    ["DataDirectory"] = data,
                    ["ReleaseFolder"] = releases,
                    ["Environments"] = new JsonObject
                    {
                        [environment] = new JsonObject
                        {
                            ["Execution"] = nameof(Execution.Off),
                            ["Note"] = "Shadow: proposals are seen, nothing is run.",
                            ["Instances"] = instances,
                            ["Probes"] = probes,
                        },
                    },
                },
            }.ToJsonString(Indented) + Environment.NewLine;
    }

    private static JsonObject Instance(string name, Component component, Uri address) =>
        new()
        {
            ["Name"] = name,
            ["Component"] = component.ToString(),
            ["Address"] = address.GetLeftPart(UriPartial.Authority),
        };

    private static void Set(JsonObject probes, string key, string? found, string standard)
    {
        if (found is not null && found != standard)
        {
            probes[key] = found;
        }
    }
}
