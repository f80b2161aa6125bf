using System.Text.Json;
using Mcpx.Watchdog.Workflows;

namespace Mcpx.Watchdog.Probes.Health;

/// <summary>Holds a health answer against what it must say, for example <c>$.status</c> is <c>Healthy</c>.</summary>
internal static class HealthJson
{
    private const int MostOfAValue = 40;

    /// <summary>What is wrong, in words; null when nothing is expected or all is as it should be.</summary>
    public static string? Wrong(ReadOnlyMemory<byte> body, IReadOnlyDictionary<string, string> expected)
    {
        if (expected.Count == 0)
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(body);
            return expected
                .Select(one => Wrong(json.RootElement, one.Key, one.Value))
                .FirstOrDefault(wrong => wrong is not null);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // The second is how the reader refuses text that is no Unicode.
            return "no JSON";
        }
    }

    private static string? Wrong(JsonElement root, string place, string expected)
    {
        var found = JsonPath.Read(place)?.Find(root).Select(value => value.ToString()).FirstOrDefault();
        return found is null ? $"{place} is not there, expected {expected}"
            : found == expected ? null
            : $"{place} is {found[..Math.Min(found.Length, MostOfAValue)]}, expected {expected}";
    }
}
