using System.Text.Json;

namespace Mcpx.Watchdog.Probes.Security;

/// <summary>Reads one flag of <c>[{"flagKey":"EnableLegacyHttpSse","isEnabled":false}]</c>.</summary>
internal static class FlagList
{
    /// <summary>
    /// Whether a flag is on, for anybody at all: one that is on for a role only is on. False where the list does not have it; null
    /// where it is no such list, or one entry of it cannot be read.
    /// </summary>
    public static bool? IsOn(ReadOnlyMemory<byte> body, string flag)
    {
        try
        {
            using var list = JsonDocument.Parse(body);
            var on = false;
            foreach (var entry in list.RootElement.EnumerateArray())
            {
                var name = entry.GetProperty("flagKey").GetString();
                on |=
                    entry.GetProperty("isEnabled").GetBoolean()
                    && string.Equals(name, flag, StringComparison.OrdinalIgnoreCase);
            }

            return on;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }
}
