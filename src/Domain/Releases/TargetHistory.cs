using Mcpx.Domain.Signals;
using Mcpx.Domain.Silences;

namespace Mcpx.Domain.Releases;

/// <summary>How a release fared in an environment, as far as its deployments are remembered.</summary>
/// <param name="From">When it last began to run there; null when it never did.</param>
/// <param name="Until">When something else was deployed over it; null while it runs.</param>
/// <param name="Incidents">Incidents that opened while it ran, in all its runs.</param>
public sealed record TargetHistory(DateTimeOffset? From, DateTimeOffset? Until, IReadOnlyList<string> Incidents)
{
    /// <summary>Whether it ran there, and nothing opened.</summary>
    public bool RanWell => From is not null && Incidents.Count == 0;

    /// <summary>The same for a person. It holds no ages, so that it reads the same tomorrow.</summary>
    public string Text =>
        From is not { } from
            ? "never ran here, as far as is known"
            : $"ran here from {SilenceWords.Minute(from)}{(Until is { } until ? $" to {SilenceWords.Minute(until)}" : "")}"
                + (Incidents.Count == 0 ? " without incident" : $", with {string.Join(", ", Incidents.Take(3))}");

    /// <summary>Works it out.</summary>
    internal static TargetHistory Of(TargetFacts facts, Component component, string tag)
    {
        var here = facts
            .Environment.Deployments.Where(known => known.Component == component)
            .OrderBy(known => known.StartedAt)
            .ThenBy(known => known.Id, StringComparer.Ordinal)
            .ToList();
        var runs = here.Select(
                (known, index) =>
                    (
                        known.Tag,
                        known.Succeeded,
                        From: known.EndedAt,
                        Until: here.ElementAtOrDefault(index + 1)?.StartedAt
                    )
            )
            .Where(run => run.Tag == tag && run is { Succeeded: true, From: not null })
            .ToList();
        if (runs.Count == 0)
        {
            return new(From: null, Until: null, []);
        }

        var opened = facts
            .Incidents.Where(incident =>
                incident.Environment == facts.Environment.Name
                && runs.Exists(run => incident.OpenedAt >= run.From && !(incident.OpenedAt >= run.Until))
            )
            .Select(incident => incident.Id)
            .Order(StringComparer.Ordinal);
        return new(runs[^1].From, runs[^1].Until, [.. opened]);
    }
}
