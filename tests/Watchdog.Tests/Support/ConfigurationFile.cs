using System.Text.Json.Nodes;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>A configuration that is right, to be made wrong in one place.</summary>
internal sealed class ConfigurationFile : IDisposable
{
    private readonly Folder _folder = new();
    private readonly JsonObject _root;

    public ConfigurationFile()
    {
        Release("v1.8.2");
        _root = JsonNode
            .Parse(
                $$$"""
                {"Watchdog": {
                  "DataDirectory": {{{JsonValue.Create(_folder.Data).ToJsonString()}}},
                  "Address": "http://127.0.0.1:{{{Ports.Free()}}}",
                  "ReleaseFolder": {{{JsonValue.Create(Releases).ToJsonString()}}},
                  "Slack": {"Webhook": "http://127.0.0.1:9/inbox"},
                  "Heartbeat": {"Address": "http://127.0.0.1:9/heartbeat"},
                  "Environments": {"Prod": {
                    "Execution": "On",
                    "Lkg": {"Api": "v1.8.2", "Web": "v1.8.2"},
                    "Instances": [
                      {"Name": "api-1", "Component": "Api", "Address": "http://127.0.0.1:9"},
                      {"Name": "web-1", "Component": "Web", "Address": "http://127.0.0.1:10"}
                    ],
                    "Probes": {"Vantages": {"canary": "http://127.0.0.1:11/healthz"}},
                    "Deployers": {
                      "Api": {"Deploy": ["d"], "Find": ["f"], "Observe": ["o"]},
                      "Web": {"Deploy": ["d"], "Find": ["f"], "Observe": ["o"]}
                    }
                  }}
                }}
                """
            )!
            .AsObject();
    }

    public string Releases => Path.Combine(_folder.Path, "releases");

    public string Data => _folder.Data;

    public string Place => Path.Combine(_folder.Path, "watchdog.json");

    public string Listens => _root["Watchdog"]!["Address"]!.GetValue<string>();

    /// <summary>Sets a value by its key, null to remove it, and keeps what lies around it.</summary>
    public ConfigurationFile With(string key, string? json)
    {
        var parts = key.Split(':');
        JsonNode node = _root;
        foreach (var part in parts[..^1])
        {
            node = node is JsonArray array
                ? array[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)]!
                : node[part] ??= new JsonObject();
        }

        if (json is null)
        {
            node.AsObject().Remove(parts[^1]);
        }
        else
        {
            node.AsObject()[parts[^1]] = JsonNode.Parse(json);
        }

        return this;
    }

    public string Write()
    {
        File.WriteAllText(Place, _root.ToJsonString());
        return Place;
    }

    public string WriteText(string text)
    {
        File.WriteAllText(Place, text);
        return Place;
    }

    public LoadedConfiguration Load() => LoadedConfiguration.Load(Write());

    /// <summary>Adds a release folder with both artifacts.</summary>
    public void Release(string tag)
    {
        _folder.File($"releases/{tag}/api/portal.dll", $"the api of {tag}");
        _folder.File($"releases/{tag}/web/index.html", $"the web of {tag}");
        _folder.File($"releases/{tag}/evidence/index.json", """{"complete": true}""");
        _folder.File($"releases/{tag}/manifest.json", Manifest(tag, "00", "00"));
    }

    /// <summary>The same with the digests that its artifacts really have.</summary>
    public void SoundRelease(string tag)
    {
        Release(tag);
        var folder = new ReleaseFolder(Releases);
        var plain = folder.Read().Releases[tag];
        _folder.File(
            $"releases/{tag}/manifest.json",
            Manifest(tag, folder.Find(plain, Component.Api).Sha256!, folder.Find(plain, Component.Web).Sha256!)
        );
    }

    public string AddFile(string name, string text) => _folder.File(name, text);

    public static string Manifest(string tag, string api, string web) =>
        $$$"""
            {"tag":"{{{tag}}}","builtAt":"2026-11-01T09:00:00Z","contract":30,"schema":118,"worksWithSchema":[118],"coupled":false,
            "artifacts":{"{{{Component.Api}}}":{"path":"api/portal.dll","sha256":"{{{api}}}"},"{{{Component.Web}}}":{"path":"web","sha256":"{{{web}}}"}},
            "migrations":[],"evidencePack":"evidence/index.json"}
            """;

    public void Dispose() => _folder.Dispose();
}
