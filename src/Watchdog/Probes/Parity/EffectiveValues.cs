using System.Text.Json;

namespace Mcpx.Watchdog.Probes.Parity;

/// <summary>
/// Reads <c>{"values":{"Cors:AllowedOrigins":"…"}}</c> and <c>[{"flagKey":"EnableLegacyHttpSse","isEnabled":false}]</c> into
/// one map, flags as <c>flag:NAME</c> with <c>on</c> or <c>off</c>.
/// </summary>
internal static class EffectiveValues
{
    public static Dictionary<string, string>? Read(ReadOnlyMemory<byte> config, ReadOnlyMemory<byte> flags)
    {
        try
        {
            using var configuration = JsonDocument.Parse(config);
            using var switches = JsonDocument.Parse(flags);
            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var value in configuration.RootElement.GetProperty("values").EnumerateObject())
            {
                values[value.Name] = value.Value.ToString();
            }

            foreach (var flag in switches.RootElement.EnumerateArray())
            {
                values[$"flag:{flag.GetProperty("flagKey").GetString()}"] = flag.GetProperty("isEnabled").GetBoolean()
                    ? "on"
                    : "off";
            }

            return values;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }
}
