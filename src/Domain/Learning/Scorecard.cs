using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rca;
using Mcpx.Domain.Releases;

namespace Mcpx.Domain.Learning;

/// <summary>How long a stretch took, over some incidents.</summary>
/// <param name="Name">Detect, Decide, Act, Verify, or the whole from the opening on.</param>
/// <param name="Count">How many incidents it was measured in.</param>
/// <param name="Median">The middle one, the longer of two; null where none was measured.</param>
/// <param name="Worst">The longest.</param>
/// <param name="WorstIncident">In which incident.</param>
public sealed record StretchTime(string Name, int Count, TimeSpan? Median, TimeSpan? Worst, string? WorstIncident);

/// <summary>What a trigger led to.</summary>
/// <param name="Trigger">Its name.</param>
/// <param name="Opened">Incidents that it opened.</param>
/// <param name="Acted">Those in which something was rolled back.</param>
/// <param name="Noise">Those that ended without: withdrawn, rejected, closed, or labelled wrong.</param>
public sealed record TriggerScore(string Trigger, int Opened, int Acted, int Noise)
{
    /// <summary>The share of noise among what is over, in parts per million; null where nothing is.</summary>
    public long? NoiseShare => Acted + Noise == 0 ? null : Noise * 1_000_000L / (Acted + Noise);
}

/// <summary>What the incidents of a time teach: how long each stretch took, what was proposed rightly, which triggers cry wolf.</summary>
/// <param name="Incidents">How many were opened.</param>
/// <param name="Restored">How many ended with a rollback that ran to its end.</param>
/// <param name="WithinBudget">How many of those within 30 minutes of the opening (runbook section 13).</param>
/// <param name="Stretches">Where the time went.</param>
/// <param name="Right">Proposals that people called right.</param>
/// <param name="Wrong">Proposals that people called wrong.</param>
/// <param name="Unlabelled">Proposals nobody has judged.</param>
/// <param name="Triggers">By trigger, the noisiest first.</param>
/// <param name="Drills">Drills held; of each target the newest ten are known.</param>
/// <param name="DrillsReady">Those that found everything ready.</param>
public sealed record Scorecard(
    int Incidents,
    int Restored,
    int WithinBudget,
    IReadOnlyList<StretchTime> Stretches,
    int Right,
    int Wrong,
    int Unlabelled,
    IReadOnlyList<TriggerScore> Triggers,
    int Drills,
    int DrillsReady
)
{
    private const string Whole = "Opened to restored";
    private static readonly string[] Names = ["Detect", "Decide", "Act", "Verify", Whole];

    /// <summary>Adds up.</summary>
    /// <param name="incidents">Of the time and the environments that are looked at.</param>
    /// <param name="drills">The same of drills.</param>
    public static Scorecard Of(IReadOnlyCollection<Incident> incidents, IReadOnlyCollection<Drill> drills)
    {
        ArgumentNullException.ThrowIfNull(incidents);
        ArgumentNullException.ThrowIfNull(drills);
        var restored = incidents.Where(incident => incident.RestoredAt is not null).ToList();
        var labels = incidents.Where(incident => incident.Proposal is not null).ToList();
        return new(
            incidents.Count,
            restored.Count,
            restored.Count(incident => incident.RestoredAt - incident.OpenedAt <= Incident.Budget),
            [.. Names.Select(name => Stretch(name, incidents))],
            labels.Count(incident => incident.Label is { Right: true }),
            labels.Count(incident => incident.Label is { Right: false }),
            labels.Count(incident => incident.Label is null),
            [
                .. incidents
                    .GroupBy(incident => incident.Breaches[0].Trigger, StringComparer.Ordinal)
                    .Select(group => new TriggerScore(
                        group.Key,
                        group.Count(),
                        group.Count(Acted),
                        group.Count(incident => IsNoise(incident))
                    ))
                    .OrderByDescending(score => score.Noise)
                    .ThenBy(score => score.Trigger, StringComparer.Ordinal),
            ],
            drills.Count,
            drills.Count(drill => drill.Ready)
        );
    }

    private static bool Acted(Incident incident) =>
        incident.RestoredAt is not null && incident.Label is not { Right: false };

    /// <summary>What is open yet may still be either.</summary>
    private static bool IsNoise(Incident incident) =>
        incident.Label is { Right: false } || (!incident.IsOpen && !Acted(incident));

    private static StretchTime Stretch(string name, IEnumerable<Incident> incidents)
    {
        var took = incidents
            .Select(incident => (incident.Id, Took: TookIn(name, incident)))
            .Where(one => one.Took is not null)
            .OrderBy(one => one.Took)
            .ToList();
        return took.Count == 0
            ? new(name, 0, Median: null, Worst: null, WorstIncident: null)
            : new(name, took.Count, took[took.Count / 2].Took, took[^1].Took, took[^1].Id);
    }

    private static TimeSpan? TookIn(string name, Incident incident) =>
        name == Whole
            ? incident.RestoredAt - incident.OpenedAt
            : RcaPhases.Of(incident).FirstOrDefault(phase => phase.Name == name)?.Took;
}
