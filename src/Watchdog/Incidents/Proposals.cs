using Mcpx.Domain.Configuration;
using Mcpx.Domain.Decisions;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Live;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Incidents;

/// <summary>Gathers the facts for the decision tree and turns its outcome into a proposal or an advice.</summary>
internal sealed class Proposals(WatchdogOptions options, ReleaseFolder releases)
{
    public IncidentCommand For(Incident incident, LivePicture picture, JournalState state)
    {
        var environment = state.Environment(incident.Environment);
        var facts = new DecisionFacts(
            environment,
            incident.Breaches,
            picture.Instances.ToDictionary(
                instance => new InstanceId(incident.Environment, instance.Component, instance.Name),
                instance => instance.Tag
            ),
            state.Releases,
            [.. environment.Lkg.Select(lkg => Find(state, lkg.Key, lkg.Value))]
        )
        {
            Verdicts = picture.Verdicts,
            Attribution = options.Environments[incident.Environment].Attribution,
            Drift = options.Environments[incident.Environment].Drift,
        };
        var outcome = DecisionTree.Decide(facts);
        if (outcome.Restore.Count == 0)
        {
            return new IncidentCommand.Advise(outcome.Reason, outcome.Path);
        }

        var targets = outcome.Restore.Select(component => Target(facts, state, component)).ToList();
        var plan = PlanBuilder.Build(
            incident.Plans + 1,
            incident.Id,
            incident.Environment,
            targets,
            DecisionTree.Schema(facts),
            options.Environments[incident.Environment]
        );
        return new IncidentCommand.Propose(plan, outcome.Reason, outcome.Path, outcome.Suspect?.By);
    }

    private static PlanTarget Target(DecisionFacts facts, JournalState state, Component component)
    {
        var tag = facts.Environment.Lkg[component];
        var observed = DecisionTree.CurrentTag(facts, component) ?? "unknown";
        return new(component, observed, tag, state.Releases[tag].Artifacts[component].Sha256);
    }

    private ArtifactFinding Find(JournalState state, Component component, string tag) =>
        state.Releases.TryGetValue(tag, out var release)
            ? releases.Find(release, component)
            : new(component, Sha256: null);
}
