using Mcpx.Domain.Incidents;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Decisions;

/// <summary>The facts and what follows from them at once; the questions share it.</summary>
/// <param name="Facts">The facts.</param>
/// <param name="Attribution">Who is to blame.</param>
internal sealed record DecisionCase(DecisionFacts Facts, Attribution Attribution)
{
    /// <summary>What counts, the first to fail first.</summary>
    public IReadOnlyList<Verdict> Breaches { get; } = Facts.Counted;

    /// <summary>The change to blame.</summary>
    public AttributedChange? Lead { get; } = Attribution.Lead;

    /// <summary>What to blame when releases have to go back: a deployment or a migration; null when none may be.</summary>
    public AttributedChange? LeadingRelease { get; } =
        Attribution.Changes.FirstOrDefault(change =>
            change.Counts && change.Change.Kind is (ChangeKind.Deployment or ChangeKind.Migration)
        );

    /// <summary>The same as rollback targets are judged by.</summary>
    public TargetFacts Targets { get; } =
        new(
            Facts.Environment,
            Facts.Releases,
            Facts.Looks,
            new[] { Component.Api, Component.Web }
                .Select(component => (Component: component, Tag: DecisionTree.CurrentTag(Facts, component)))
                .Where(one => one.Tag is not null)
                .ToDictionary(one => one.Component, one => one.Tag!),
            Facts.Now
        )
        {
            Findings = Facts.Findings,
            Promotion = Facts.Promotion,
            Incidents = Facts.Incidents,
        };

    /// <summary>The breach of parity; null when there is none.</summary>
    public Verdict? ParityBreach => Breaches.FirstOrDefault(breach => breach.Trigger == TriggerNames.Parity);

    /// <summary>Whether something besides parity fails.</summary>
    public bool BehaviourRegresses => Breaches.Any(breach => breach.Trigger != TriggerNames.Parity);

    /// <summary>Whether the newest parity report has a critical difference that breached.</summary>
    public bool Drifted => ParityBreach is not null && Facts.Parity is { Critical: > 0 };

    public bool WasRun(Rung rung) => Facts.RungsRun.Contains(rung);

    public Release? ReleaseOf(string? tag) => tag is null ? null : Facts.Releases.GetValueOrDefault(tag);

    public string? Lkg(Component component) => Facts.Environment.Lkg.GetValueOrDefault(component);

    /// <summary>What a component runs now, as far as known: as its instances answer, else as it was deployed last.</summary>
    public string? Running(Component component) => DecisionTree.CurrentTag(Facts, component) ?? Newest(component)?.Tag;

    /// <summary>The newest deployment of a component that did not fail; null when none is known.</summary>
    public Deployment? Newest(Component component) =>
        Facts
            .Environment.Deployments.Where(known => known.Component == component && known.Succeeded != false)
            .OrderBy(known => known.StartedAt)
            .ThenBy(known => known.Id, StringComparer.Ordinal)
            .LastOrDefault();

    /// <summary>Whether every instance that answers runs the LKG already.</summary>
    public bool RunsLkg(Component component)
    {
        var tags = Facts
            .Tags.Where(tag => tag.Key.Component == component && tag.Value is not null)
            .Select(tag => tag.Value)
            .ToList();
        return tags.Count > 0
            ? tags.TrueForAll(tag => tag == Lkg(component))
            : Running(component) is { } running && running == Lkg(component);
    }
}
