using Mcpx.Domain.Incidents;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Decisions;

/// <summary>
/// The runbook's decision tree (section 5) for regressions after a deploy. Every question is answered in order and leaves
/// its fact; what cannot be proposed ends in advice to investigate.
/// </summary>
public static class DecisionTree
{
    private static readonly TimeSpan SeenWithin = TimeSpan.FromSeconds(60);

    /// <summary>Walks the tree.</summary>
    public static TreeOutcome Decide(DecisionFacts facts)
    {
        var path = new List<PathNode>();
        var suspect = Suspect(facts);
        if (suspect is null)
        {
            path.Add(
                new(
                    PathAnswer.Start,
                    "Breached",
                    $"No deployment in the {Words.Duration(facts.Horizon)} before {Time(facts.Onset)} fits."
                )
            );
            return Investigate(path, suspect, "No recent change explains it.");
        }

        path.Add(
            new(
                PathAnswer.Start,
                "Breached after a deploy",
                $"{suspect.Tag} went to {suspect.Component} at {Time(suspect.StartedAt)}, by {suspect.By}. "
                    + $"Readings left their limits from {Time(facts.Onset)}."
            )
        );
        path.Add(
            new(
                PathAnswer.Refused,
                "1. Is a config or flag change to blame?",
                "Config and flag changes are not watched here; the deploy is the nearest change known."
            )
        );

        var webOnly = facts.Breaches.All(breach => breach.Component == Component.Web);
        path.Add(
            webOnly
                ? new(
                    PathAnswer.Taken,
                    "2. Is only the Web affected?",
                    $"{Sentences(facts)}. No reading of the API is breached."
                )
                : new(PathAnswer.Refused, "2. Is only the Web affected?", $"The API is not stable: {Sentences(facts)}.")
        );
        var restore = webOnly ? AskCoupled(facts, suspect, Component.Web, path) : AskApi(facts, suspect, path);
        AskMigration(facts, suspect, path);
        return Qualify(facts, suspect, restore, path);
    }

    private static Deployment? Suspect(DecisionFacts facts) =>
        facts
            .Environment.Deployments.Where(deployment => Fits(deployment, facts))
            .Where(deployment =>
                BeganBy(deployment, facts.Onset) && deployment.StartedAt >= facts.Onset - facts.Horizon
            )
            .MaxBy(deployment => deployment.StartedAt);

    /// <summary>
    /// What nobody reported began some time before it was seen: the tag of a restarted instance is read again only after its
    /// streams broke, a minute later at the most.
    /// </summary>
    private static bool BeganBy(Deployment deployment, DateTimeOffset onset) =>
        deployment.StartedAt <= (deployment.By == Deployment.UnknownDeployer ? onset + SeenWithin : onset);

    /// <summary>A Web deployment fits Web readings only, unless its release is coupled; an API deployment fits all but Web-only ones.</summary>
    private static bool Fits(Deployment deployment, DecisionFacts facts)
    {
        var webOnly = facts.Breaches.All(breach => breach.Component == Component.Web);
        var coupled = facts.Releases.GetValueOrDefault(deployment.Tag)?.Coupled ?? false;
        return coupled || (deployment.Component == Component.Web ? webOnly : !webOnly);
    }

    private static List<Component> AskApi(DecisionFacts facts, Deployment suspect, List<PathNode> path)
    {
        var bad = facts
            .Breaches.Where(breach => breach.Instance is not null)
            .Select(breach => breach.Instance)
            .Distinct()
            .ToList();
        var tags = facts
            .Tags.Where(tag => bad.Contains(tag.Key.Name))
            .Select(tag => tag.Value ?? "an unknown release")
            .Distinct()
            .ToList();
        var running = tags.Count == 0 ? "" : $" The bad instances run {string.Join(" and ", tags)}.";
        path.Add(
            new(PathAnswer.Taken, "3. API regression, contract break or SSE failure?", $"{Sentences(facts)}.{running}")
        );

        return AskCoupled(facts, suspect, Component.Api, path);
    }

    /// <summary>A coupled release goes back whole: an old Web on a new API, or the other way round, is a break of its own.</summary>
    private static List<Component> AskCoupled(
        DecisionFacts facts,
        Deployment suspect,
        Component leading,
        List<PathNode> path
    )
    {
        var other = leading == Component.Api ? Component.Web : Component.Api;
        var release = facts.Releases.GetValueOrDefault(suspect.Tag);
        if (release is { Coupled: true })
        {
            var fact = $"{suspect.Tag} declares Web coupled to Api (contract {release.Contract}).";
            path.Add(new(PathAnswer.Taken, $"Does {other} go back with it? Yes", fact, Nested: true));
            return [Component.Api, Component.Web];
        }

        var why = release is null ? $"{suspect.Tag} is not registered." : $"{suspect.Tag} is not coupled.";
        path.Add(new(PathAnswer.Refused, $"Does {other} go back with it? No", why, Nested: true));
        return [leading];
    }

    private static void AskMigration(DecisionFacts facts, Deployment suspect, List<PathNode> path)
    {
        var migrations = facts.Releases.GetValueOrDefault(suspect.Tag)?.Migrations;
        path.Add(
            migrations switch
            {
                null => new(
                    PathAnswer.Refused,
                    "4. Did a migration cause it?",
                    $"Not known: {suspect.Tag} is not registered. The schema stays as it is."
                ),
                [] => new(
                    PathAnswer.Refused,
                    "4. Did a migration cause it?",
                    $"{suspect.Tag} carries no migration, so no forward hotfix is needed."
                ),
                _ => new(
                    PathAnswer.Taken,
                    "4. Did a migration cause it?",
                    $"{suspect.Tag} ships {string.Join(", ", migrations)}. The schema stays; prepare a forward hotfix."
                ),
            }
        );
    }

    private static TreeOutcome Qualify(
        DecisionFacts facts,
        Deployment suspect,
        List<Component> restore,
        List<PathNode> path
    )
    {
        foreach (var component in restore)
        {
            var tag = facts.Environment.Lkg.GetValueOrDefault(component);
            var current = CurrentTag(facts, component) ?? suspect.Tag;
            if (tag == current)
            {
                return Investigate(
                    path,
                    suspect,
                    $"{component} already runs its LKG {tag}: there is nothing to go back to."
                );
            }

            if (tag is not null && facts.Environment.Quarantined.Contains((component, tag)))
            {
                return Investigate(
                    path,
                    suspect,
                    $"The LKG {tag} was itself rolled back from {component}: people must choose."
                );
            }

            var qualification = Qualification(facts, component, tag);
            if (!qualification.Qualified)
            {
                return Investigate(path, suspect, $"Not ready for rollback: {qualification.Text}.");
            }
        }

        var target = facts.Environment.Lkg[restore[0]];
        path.Add(
            new(
                PathAnswer.Outcome,
                $"Roll back {string.Join(" and ", restore)} to {target}",
                $"LKG qualified: {Qualification(facts, restore[0], target).Text}."
            )
        );
        return new(
            path,
            restore,
            suspect,
            $"Since the {Time(suspect.StartedAt)} deploy of {suspect.Tag}: {Sentences(facts)}."
        );
    }

    /// <summary>What the instances of a component answer as their release: the first that answers, in a fixed order.</summary>
    public static string? CurrentTag(DecisionFacts facts, Component component) =>
        facts
            .Tags.Where(tag => tag.Key.Component == component && tag.Value is not null)
            .OrderBy(tag => tag.Key.Name, StringComparer.Ordinal)
            .Select(tag => tag.Value)
            .FirstOrDefault();

    private static LkgQualification Qualification(DecisionFacts facts, Component component, string? tag) =>
        LkgQualification.Of(
            tag,
            tag is null ? null : facts.Releases.GetValueOrDefault(tag),
            component,
            facts.Findings.FirstOrDefault(finding => finding.Component == component),
            Schema(facts)
        );

    /// <summary>The schema as it is: the highest that any deployed release brought; the schema only ever moves forward.</summary>
    public static int? Schema(DecisionFacts facts)
    {
        var brought = facts
            .Environment.Deployments.Select(deployment => deployment.Tag)
            .Concat(facts.Tags.Values.OfType<string>())
            .Select(tag => facts.Releases.GetValueOrDefault(tag)?.Schema)
            .OfType<int>()
            .ToList();
        return brought.Count == 0 ? null : brought.Max();
    }

    private static TreeOutcome Investigate(List<PathNode> path, Deployment? suspect, string reason)
    {
        path.Add(new(PathAnswer.Outcome, "Investigate", reason));
        return new(path, [], suspect, reason);
    }

    private static string Sentences(DecisionFacts facts) =>
        string.Join("; ", facts.Breaches.Select(breach => breach.Sentence).Take(3));

    private static string Time(DateTimeOffset at) => FormattableString.Invariant($"{at.UtcDateTime:HH:mm:ss} UTC");
}
