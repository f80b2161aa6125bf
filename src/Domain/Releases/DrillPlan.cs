using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Releases;

/// <summary>The plan that a rollback would run, and how it reads; what is looked at outside is added by the host.</summary>
/// <param name="Readiness">Every fact about the target; the other component's behind it where both go back.</param>
/// <param name="Plan">What would be done; null when there is nothing to go back to.</param>
public sealed record DrillPlan(IReadOnlyList<TargetReadiness> Readiness, Plan? Plan)
{
    /// <summary>Stands where an incident's number would: no step's key is ever taken for a rollback's.</summary>
    public const string Incident = "DRILL";

    /// <summary>The target that was asked for.</summary>
    public TargetReadiness Asked => Readiness[0];

    /// <summary>Works it out.</summary>
    /// <param name="facts">What is looked at.</param>
    /// <param name="options">The environment's configuration.</param>
    /// <param name="component">What would go back.</param>
    /// <param name="tag">To which release; null for the LKG.</param>
    public static DrillPlan Of(TargetFacts facts, EnvironmentOptions options, Component component, string? tag)
    {
        var asked = TargetReadiness.Of(facts, options, component, tag);
        var together = asked.Tag is { } to ? ContractFit.Together(facts, component, to) : null;
        TargetReadiness[] all = together is null
            ? [asked]
            : [asked, TargetReadiness.Of(facts, options, ContractFit.Other(component), together)];
        var targets = all.OrderBy(line => line.Component)
            .Select(line => TargetOf(facts, line))
            .OfType<PlanTarget>()
            .ToList();
        return new(
            all,
            targets.Count < all.Length
                ? null
                : StepTimes.Foresee(
                    PlanBuilder.Build(
                        version: 0,
                        Incident,
                        facts.Environment.Name,
                        targets,
                        facts.Schema.Number,
                        options
                    ),
                    facts.Incidents
                )
        );
    }

    /// <summary>What would be done, step by step, as a person would type it.</summary>
    /// <param name="options">The environment's configuration.</param>
    /// <param name="roster">Who leads, for the messages.</param>
    public IEnumerable<string> Lines(EnvironmentOptions options, RosterOptions roster)
    {
        if (Plan is not { } plan)
        {
            yield break;
        }

        foreach (var step in plan.Steps)
        {
            yield return $"{step.Number}. {step.Title}, about {Words.Duration(step.Expected)}";
            foreach (var line in ManualSteps.Of(plan, step, options, "{reason}", roster))
            {
                yield return $"   {line}";
            }
        }
    }

    private static PlanTarget? TargetOf(TargetFacts facts, TargetReadiness line) =>
        facts.ReleaseOf(line.Tag)?.Artifacts.GetValueOrDefault(line.Component) is { } artifact
            ? new(line.Component, line.Running ?? "unknown", line.Tag!, artifact.Sha256)
            : null;
}
