using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Releases;

namespace Mcpx.Domain.Rollback;

/// <summary>Writes the plan that goes forward again to what a run took back.</summary>
internal static class UndoPlan
{
    /// <summary>Builds it from the steps that acted, the whole run or the part of it before an abort.</summary>
    /// <param name="version">Counts the plans of the incident.</param>
    /// <param name="run">The run to undo; it changed something.</param>
    /// <param name="options">The environment's configuration.</param>
    /// <param name="releases">Registered releases by tag.</param>
    /// <returns>The plan, or why there is none.</returns>
    public static (Plan? Plan, string? Problem) Of(
        int version,
        RunEnd run,
        EnvironmentOptions options,
        IReadOnlyDictionary<string, Release> releases
    )
    {
        var done = run.Proposal.Plan;
        var acted = run.Steps.Where(step => step.Attempt > 0).Select(step => step.Step).ToList();
        var plan =
            done.Reverts.Count > 0
                ? Keys(version, done, acted.Count(step => step.Kind == StepKind.Revert), options)
                : Releases(
                    version,
                    done,
                    [.. done.Targets.Where(target => acted.Exists(step => Deploys(step, target)))],
                    options,
                    releases
                );
        return plan is (null, _)
            ? plan
            : (
                plan.Plan! with
                {
                    Undoes = done.Version,
                    Policy = options.Approval with { Roles = [Role.DecisionOwner], Required = 1, BreakGlass = false },
                    Steps = [.. plan.Plan.Steps.Select(step => Forward(plan.Plan, step))],
                },
                null
            );
    }

    private static bool Deploys(PlanStep step, PlanTarget target) =>
        step.Kind == StepKind.Deploy && step.Component == target.Component;

    /// <summary>Keys were written in order, one a step; they go back the other way round.</summary>
    private static (Plan? Plan, string? Problem) Keys(int version, Plan done, int written, EnvironmentOptions options)
    {
        var keys = done.Reverts.Take(written).Reverse().ToList();
        return keys.Find(key => key.Observed is null) is { } created
            ? (null, $"{created.Key} did not exist before it was written. Remove it by hand.")
            : (
                PlanBuilder.BuildRevert(
                    version,
                    done.Incident,
                    done.Environment,
                    [.. keys.Select(key => key with { Observed = key.Value, Value = key.Observed! })],
                    done.Schema,
                    options
                ),
                null
            );
    }

    private static (Plan? Plan, string? Problem) Releases(
        int version,
        Plan done,
        IReadOnlyList<PlanTarget> restored,
        EnvironmentOptions options,
        IReadOnlyDictionary<string, Release> releases
    )
    {
        var targets = new List<PlanTarget>();
        foreach (var target in restored)
        {
            if (
                releases.GetValueOrDefault(target.ObservedTag)?.Artifacts.GetValueOrDefault(target.Component)
                is not { } artifact
            )
            {
                return (null, $"{target.ObservedTag} is not registered with a {target.Component} artifact.");
            }

            targets.Add(new(target.Component, target.TargetTag, target.ObservedTag, artifact.Sha256));
        }

        return (PlanBuilder.Build(version, done.Incident, done.Environment, targets, done.Schema, options), null);
    }

    /// <summary>A release that comes again is not put back.</summary>
    private static PlanStep Forward(Plan plan, PlanStep step) =>
        plan.Targets.FirstOrDefault(target => Deploys(step, target)) is { } target
            ? step with
            {
                Title = $"Put {target.Component} {target.TargetTag} in place again",
            }
            : step;
}
