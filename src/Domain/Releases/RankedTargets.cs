using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Releases;

/// <summary>Another release that people may choose to go back to.</summary>
/// <param name="Tag">The release.</param>
/// <param name="Qualification">Whether it may be.</param>
/// <param name="History">How it fared there.</param>
/// <param name="Quarantined">Whether it was itself rolled back from there.</param>
public sealed record RankedTarget(string Tag, LkgQualification Qualification, TargetHistory History, bool Quarantined)
{
    /// <summary>Whether it could be proposed as it stands.</summary>
    public bool Ready => Qualification.Proposable && !Quarantined;

    /// <summary>Why it stands where it does, for a person.</summary>
    public string Reason => $"{History.Text}; {(Quarantined ? "rolled back from here, " : "")}{Qualification.Text}";
}

/// <summary>
/// The releases beside the LKG and the running one, ranked: those that qualify first, of them those that ran there without an
/// incident, the newest first. Nothing is tried by itself; people choose.
/// </summary>
public static class RankedTargets
{
    /// <summary>How many are named.</summary>
    public const int Most = 10;

    /// <summary>Ranks them.</summary>
    /// <param name="facts">What is looked at.</param>
    /// <param name="component">The component that would go back.</param>
    public static IReadOnlyList<RankedTarget> Of(TargetFacts facts, Component component)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return
        [
            .. facts
                .Releases.Values.Where(release =>
                    release.Artifacts.ContainsKey(component)
                    && release.Tag != facts.Environment.Lkg.GetValueOrDefault(component)
                    && release.Tag != facts.Running.GetValueOrDefault(component)
                )
                .Select(release =>
                    (
                        Release: release,
                        Target: new RankedTarget(
                            release.Tag,
                            TargetQualification.Of(facts, component, release.Tag),
                            TargetHistory.Of(facts, component, release.Tag),
                            facts.Environment.Quarantined.Contains((component, release.Tag))
                        )
                    )
                )
                .OrderBy(one => Rank(one.Target))
                .ThenBy(one => Fared(one.Target.History))
                .ThenByDescending(one => one.Target.History.From ?? DateTimeOffset.MinValue)
                .ThenByDescending(one => one.Release.BuiltAt)
                .ThenBy(one => one.Release.Tag, StringComparer.Ordinal)
                .Select(one => one.Target)
                .Take(Most),
        ];
    }

    private static int Rank(RankedTarget target) =>
        target.Quarantined || !target.Qualification.Qualified ? 2
        : target.Qualification.Proposable ? 0
        : 1;

    private static int Fared(TargetHistory history) =>
        history.RanWell ? 0
        : history.From is null ? 1
        : 2;
}
