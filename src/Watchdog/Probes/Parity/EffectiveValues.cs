using System.Text.Json;
using Mcpx.Domain.Parity;

namespace Mcpx.Watchdog.Probes.Parity;

/// <summary>
/// Reads <c>{"values":{"Cors:AllowedOrigins":"…"}}</c> and <c>[{"flagKey":"EnableLegacyHttpSse","isEnabled":false}]</c> into
/// one map, flags as <c>flag:NAME</c> with <c>on</c> or <c>off</c>.
/// </summary>
internal static class EffectiveValues
{
    private const int MostKeys = 20_000;

    public static Dictionary<string, string>? Read(ReadOnlyMemory<byte> config, ReadOnlyMemory<byte> flags)
    {
        try
        {
            using var configuration = JsonDocument.Parse(config);
            using var switches = JsonDocument.Parse(flags);
            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var value in configuration.RootElement.GetProperty("values").EnumerateObject())
            {
                // As it is written: a switch is "true" here as in the file it is held against.
                values[value.Name] =
                    value.Value.ValueKind == JsonValueKind.String ? value.Value.GetString()! : value.Value.GetRawText();
            }

            foreach (var flag in switches.RootElement.EnumerateArray())
            {
                values[SettingKey.OfFlag(flag.GetProperty("flagKey").GetString()!)] = flag.GetProperty("isEnabled")
                    .GetBoolean()
                    ? "on"
                    : "off";
            }

            return values.Count <= MostKeys ? values : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }
}
