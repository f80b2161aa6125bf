using System.Text.Json;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Domain.Rca;

/// <summary>
/// What judged the incident: the watchdog's version, and what was changed of its configuration while the incident lasted. A limit that
/// was moved in the middle belongs into the report.
/// </summary>
internal static class RcaRecord
{
    private const int MostKeys = 40;

    /// <param name="node">The node stream up to the incident's end, oldest first.</param>
    /// <param name="incident">The incident.</param>
    public static IReadOnlyList<RcaChange> Of(IReadOnlyList<JournalEntry> node, Incident incident)
    {
        var lines = new List<RcaChange>();
        JournalEntry? started = null;
        JournalEntry? applied = null;
        foreach (var entry in node)
        {
            var during = entry.At >= incident.OpenedAt;
            switch (entry.Event)
            {
                case WatchdogStarted start:
                    if (during)
                    {
                        lines.Add(new(entry.At, "Watchdog", VersionOf(started), start.Version, start.Host));
                    }

                    started = entry;
                    break;
                case ConfigurationApplied now:
                    if (during && applied?.Event is ConfigurationApplied before)
                    {
                        lines.AddRange(Differences(before, now, incident.Environment, entry));
                    }

                    applied = entry;
                    break;
                default:
                    break;
            }
        }

        return lines;
    }

    /// <summary>The watchdog that was running when the incident opened; null when none is known.</summary>
    public static string? Watchdog(IReadOnlyList<JournalEntry> node, Incident incident) =>
        VersionOf(node.LastOrDefault(entry => entry.Event is WatchdogStarted && entry.At <= incident.OpenedAt));

    private static string? VersionOf(JournalEntry? entry) => (entry?.Event as WatchdogStarted)?.Version;

    private static IEnumerable<RcaChange> Differences(
        ConfigurationApplied before,
        ConfigurationApplied after,
        string environment,
        JournalEntry entry
    )
    {
        var was = Flat(before, environment);
        var now = Flat(after, environment);
        return was
            .Keys.Union(now.Keys, StringComparer.Ordinal)
            .Where(key => was.GetValueOrDefault(key) != now.GetValueOrDefault(key))
            .Order(StringComparer.Ordinal)
            .Take(MostKeys)
            .Select(key => new RcaChange(
                entry.At,
                key,
                was.GetValueOrDefault(key),
                now.GetValueOrDefault(key),
                entry.Actor.Name
            ));
    }

    private static Dictionary<string, string> Flat(ConfigurationApplied applied, string environment)
    {
        var flat = new Dictionary<string, string>(StringComparer.Ordinal);
        if (applied.Options.Environments.TryGetValue(environment, out var options))
        {
            Add(flat, environment, JsonSerializer.SerializeToElement(options, EventBody.Json));
        }

        return flat;
    }

    private static void Add(Dictionary<string, string> flat, string key, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    Add(flat, $"{key}:{char.ToUpperInvariant(member.Name[0])}{member.Name[1..]}", member.Value);
                }

                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    Add(flat, FormattableString.Invariant($"{key}:{index++}"), item);
                }

                break;
            default:
                flat[key] = value.ToString();
                break;
        }
    }
}

/// <summary>Something was changed.</summary>
/// <param name="At">When.</param>
/// <param name="Key">What.</param>
/// <param name="Before">What it was; null when it was not there, or nobody knows.</param>
/// <param name="After">What it is; null when it was removed.</param>
/// <param name="By">Who did it.</param>
public sealed record RcaChange(DateTimeOffset At, string Key, string? Before, string? After, string By);
