using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Decisions;

/// <summary>
/// Every known change of the environment and whether it may be to blame (semantics: attribution), in the order in which
/// they are blamed: what explains the first failed reading goes before what explains a later one only, then the nearest.
/// </summary>
/// <param name="Changes">All of them, the one to blame first.</param>
public sealed record Attribution(IReadOnlyList<AttributedChange> Changes)
{
    /// <summary>The change to blame; null when none may be.</summary>
    public AttributedChange? Lead => Changes.FirstOrDefault(change => change.Counts);

    /// <summary>The deployment to blame when releases have to go back; null when none may be.</summary>
    public AttributedChange? LeadingDeployment =>
        Changes.FirstOrDefault(change => change is { Counts: true, Deployment: not null });

    /// <summary>Those near enough to be told of, the leading one left out.</summary>
    public IEnumerable<AttributedChange> Others =>
        Changes.Where(change => change != Lead && change.Verdict != AttributionVerdict.TooOld);

    /// <summary>Holds every change against the readings that failed.</summary>
    public static Attribution Of(DecisionFacts facts)
    {
        var counted = facts.Counted;
        var history = facts
            .Environment.Deployments.Select(deployment => (Change: Of(deployment), Deployment: (Deployment?)deployment))
            .Concat(facts.Environment.Changes.Select(change => (Change: change, Deployment: (Deployment?)null)));
        return new([
            .. history
                .Select(known => new ChangeTrial(facts, counted, known.Change, known.Deployment).Judge())
                .OrderBy(change => Rank(change.Verdict))
                .ThenBy(change => change.Counts ? change.Onset : DateTimeOffset.MaxValue)
                .ThenByDescending(change => change.Change.At)
                .ThenBy(change => change.Change.Id, StringComparer.Ordinal),
        ]);
    }

    /// <summary>A deployment as an entry of the change history: its time is its start.</summary>
    public static Change Of(Deployment deployment) =>
        new(
            deployment.Id,
            ChangeKind.Deployment,
            deployment.Component,
            deployment.Tag,
            Before: null,
            deployment.Tag,
            deployment.By,
            deployment.StartedAt
        );

    private static int Rank(AttributionVerdict verdict) =>
        verdict switch
        {
            AttributionVerdict.Fits => 0,
            AttributionVerdict.InDoubt => 1,
            AttributionVerdict.AlreadyThere => 2,
            _ => 3,
        };
}
