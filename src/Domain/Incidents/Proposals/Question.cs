using Mcpx.Domain.Configuration;
using Mcpx.Domain.Decisions;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Incidents;

/// <summary>What the decision tree says of an incident right now, and the plan that follows from it.</summary>
internal sealed class Question
{
    private const string Unmeasured = "Nothing can be judged of what is not measured: find out why it does not answer.";

    private readonly CareFacts _facts;
    private readonly Incident _incident;
    private readonly DecisionFacts _asked;
    private readonly TreeOutcome _outcome;

    public Question(CareFacts facts, Incident incident)
    {
        (_facts, _incident) = (facts, incident);
        _asked = Gather(facts, incident);
        _outcome = _asked.Breaches.Count > 0 ? DecisionTree.Decide(_asked) : NothingMeasured();
    }

    /// <summary>The way through the tree.</summary>
    public IReadOnlyList<PathNode> Path => _outcome.Path;

    /// <summary>Why nothing is proposed, or no longer. After a run that did not cure: never the next best thing.</summary>
    public string Advice =>
        _incident.RungsRun.Count == 0 || _incident.Wish is not null
            ? _outcome.Reason
            : $"{string.Join(" and ", _incident.RungsRun)} did not cure. Stop and ask people. {_outcome.Reason}{Stayed}";

    /// <summary>What no rollback takes back (runbook section 8), and what people can do about it.</summary>
    private string Stayed =>
        _incident.HotfixFor.Count == 0
            ? ""
            : $" {string.Join(", ", _incident.HotfixFor)} stayed in the database: if it is at fault, a forward hotfix mends it, "
                + "reviewed by DBA or SEC and authorised past the freeze.";

    /// <summary>Who made the change that is held responsible; null where nobody is known.</summary>
    public string? CausedBy => _outcome.Cause?.By;

    /// <summary>What would be done, as the plan with this number; null when people should investigate.</summary>
    public Plan? Plan(int version)
    {
        // By itself each rung is proposed once; what somebody asks for is not.
        var once = _incident.Wish is null && _incident.RungsRun.Count > 0;
        if (_outcome.Rung is not { } rung || (once && rung <= _incident.RungsRun.Max))
        {
            return null;
        }

        var schema = DecisionTree.Schema(_asked);
        var plan =
            rung == Rung.Revert
                ? PlanBuilder.BuildRevert(
                    version,
                    _incident.Id,
                    _incident.Environment,
                    _outcome.Reverts,
                    schema,
                    _facts.Options,
                    _outcome.Reapplies ? PlanKind.ParityReapply : PlanKind.Revert
                )
                : PlanBuilder.Build(
                    version,
                    _incident.Id,
                    _incident.Environment,
                    [.. _outcome.Restore.Select(Target)],
                    schema,
                    _facts.Options
                ) with
                {
                    Hotfix = _outcome.Hotfix?.Migrations ?? [],
                };
        return StepTimes.Foresee(plan, _facts.State.Incidents.Values);
    }

    /// <summary>The proposal of a plan. A hotfix is people's work: it stands in the reason, not in what is approved.</summary>
    public IncidentCommand.Propose Propose(Plan plan) =>
        new(
            plan,
            _outcome.Hotfix is { } hotfix ? $"{_outcome.Reason} {hotfix.Sentence}" : _outcome.Reason,
            _outcome.Path,
            _outcome.Cause?.By
        );

    /// <summary>A release that is asked for stands where the LKG does, and is held to the same.</summary>
    private static EnvironmentState Environment(CareFacts facts, Incident incident)
    {
        var known = facts.State.Environment(incident.Environment);
        return incident.Wish is { } wish ? known with { Lkg = wish.Over(known.Lkg) } : known;
    }

    private static DecisionFacts Gather(CareFacts facts, Incident incident) =>
        new(
            Environment(facts, incident),
            [.. incident.Breaches.Where(breach => breach.State == VerdictState.Breached)],
            facts.Picture.Instances.ToDictionary(
                instance => new InstanceId(incident.Environment, instance.Component, instance.Name),
                instance => instance.Tag
            ),
            facts.State.Releases,
            facts.Findings
        )
        {
            Verdicts = facts.Picture.Verdicts,
            Attribution = facts.Options.Attribution,
            Drift = facts.Options.Drift,
            Parity = facts.State.Environment(incident.Environment).Parity,
            RungsRun = incident.Wish is null ? incident.RungsRun : [],
            Wish = incident.Wish,
            Looks = facts.State.Looks,
            Promotion = facts.Options.Promotion,
            Incidents = facts.State.Incidents.Values,
            Now = facts.Now,
            CanRevert =
                facts.Options.Execution == Execution.Off
                || facts.Options.PortalDatabase is not null
                || facts.Options.Deployers.ContainsKey(Component.Config),
            CanRevertForRole =
                facts.Options.Execution == Execution.Off
                || facts.Options.RevertsIn is not null
                || facts
                    .Options.Deployers.GetValueOrDefault(Component.Config)
                    ?.Deploy.Any(argument => argument.Contains("{role}", StringComparison.Ordinal)) == true,
        };

    private static TreeOutcome NothingMeasured() =>
        new([new(PathAnswer.Outcome, "Investigate", Unmeasured)], [], Suspect: null, Unmeasured);

    private PlanTarget Target(Component component)
    {
        var tag = _asked.Environment.Lkg[component];
        var observed = DecisionTree.CurrentTag(_asked, component) ?? "unknown";
        return new(component, observed, tag, _asked.Releases[tag].Artifacts[component].Sha256);
    }
}
