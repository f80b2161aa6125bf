using System.Text.Json;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Journal;

namespace Mcpx.Dashboard.Components.Pages.Settings;

/// <summary>Something else of an environment that is not as it is without a configuration.</summary>
/// <param name="Key">Its key below the environment.</param>
/// <param name="Value">The value as JSON has it.</param>
/// <param name="Default">The default; "none" where there is none.</param>
/// <param name="From">Where it comes from.</param>
public sealed record OtherSetting(string Key, string Value, string Default, string From)
{
    /// <summary>No more are listed.</summary>
    public const int Most = 400;

    internal static IReadOnlyList<OtherSetting> Of(
        string environment,
        EnvironmentOptions options,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? origins
    )
    {
        var plain = Flat(new());
        return
        [
            .. Flat(options)
                .Where(pair => pair.Value != plain.GetValueOrDefault(pair.Key))
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Take(Most)
                .Select(pair => new OtherSetting(
                    pair.Key,
                    pair.Value,
                    plain.GetValueOrDefault(pair.Key, "none"),
                    SettingRow.OriginOf(origins, $"Watchdog:Environments:{environment}:{pair.Key}")
                )),
        ];
    }

    private static Dictionary<string, string> Flat(EnvironmentOptions options)
    {
        var flat = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        // Thresholds stand in a table of their own.
        Add(flat, "", JsonSerializer.SerializeToElement(options with { Triggers = new() }, EventBody.Json));
        return flat;
    }

    private static void Add(Dictionary<string, string> flat, string key, JsonElement value)
    {
        var prefix = key.Length == 0 ? "" : $"{key}:";
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    Add(flat, $"{prefix}{char.ToUpperInvariant(member.Name[0])}{member.Name[1..]}", member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in value.EnumerateArray().Index())
                {
                    Add(flat, FormattableString.Invariant($"{prefix}{index}"), item);
                }

                break;
            case JsonValueKind.Null:
                break;
            default:
                flat[key] = value.ToString();
                break;
        }
    }
}
