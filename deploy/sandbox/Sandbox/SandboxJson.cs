using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mcpx.Sandbox;

/// <summary>One JSON dialect for the control's API, the command line and the files: camelCase, enums by name.</summary>
internal static class SandboxJson
{
    public static JsonSerializerOptions Options { get; } = Create(indented: false);

    public static JsonSerializerOptions Indented { get; } = Create(indented: true);

    private static JsonSerializerOptions Create(bool indented)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = indented };
        options.Converters.Add(new JsonStringEnumConverter());
        return options;
    }
}
