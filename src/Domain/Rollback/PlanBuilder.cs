using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Rollback;

/// <summary>Writes the runbook's steps (sections 6 and 7) for what shall be restored.</summary>
public static class PlanBuilder
{
    /// <summary>Builds the plan that puts releases back.</summary>
    /// <param name="version">Counts the plans of the incident, from 1.</param>
    /// <param name="incident">The incident.</param>
    /// <param name="environment">The environment's name.</param>
    /// <param name="targets">What to restore, API before web.</param>
    /// <param name="schema">The schema as it is; null when it is not known.</param>
    /// <param name="options">The environment's configuration.</param>
    public static Plan Build(
        int version,
        string incident,
        string environment,
        IReadOnlyList<PlanTarget> targets,
        int? schema,
        EnvironmentOptions options
    )
    {
        var steps = new PlanSteps(version, incident, environment, options);
        steps.Freeze();
        foreach (var target in targets)
        {
            steps.Deploy(target);
            if (target.Component == Component.Api)
            {
                steps.Wait();
            }
        }

        if (targets.All(target => target.Component != Component.Api))
        {
            steps.Wait();
        }

        return Plan(version, incident, environment, KindOf(targets), targets, schema, steps.Finish(), options);
    }

    /// <summary>Builds the plan that writes keys and flags back; no release moves.</summary>
    /// <param name="version">Counts the plans of the incident, from 1.</param>
    /// <param name="incident">The incident.</param>
    /// <param name="environment">The environment's name.</param>
    /// <param name="reverts">What to write back, in order; one step each.</param>
    /// <param name="schema">The schema as it is; null when it is not known.</param>
    /// <param name="options">The environment's configuration.</param>
    /// <param name="kind"><see cref="PlanKind.Revert"/> or <see cref="PlanKind.ParityReapply"/>.</param>
    public static Plan BuildRevert(
        int version,
        string incident,
        string environment,
        IReadOnlyList<PlanRevert> reverts,
        int? schema,
        EnvironmentOptions options,
        PlanKind kind = PlanKind.Revert
    )
    {
        var steps = new PlanSteps(version, incident, environment, options);
        steps.Freeze();
        foreach (var revert in reverts)
        {
            steps.Revert(revert);
        }

        return Plan(version, incident, environment, kind, [], schema, steps.Finish(), options) with
        {
            Reverts = reverts,
        };
    }

    private static Plan Plan(
        int version,
        string incident,
        string environment,
        PlanKind kind,
        IReadOnlyList<PlanTarget> targets,
        int? schema,
        IReadOnlyList<PlanStep> steps,
        EnvironmentOptions options
    ) =>
        new(
            version,
            incident,
            environment,
            kind,
            targets,
            schema,
            steps,
            options.Validation,
            options.Execution,
            options.Approval
        );

    private static PlanKind KindOf(IReadOnlyList<PlanTarget> targets) =>
        targets.Count > 1 ? PlanKind.ApiAndWeb
        : targets[0].Component == Component.Web ? PlanKind.Web
        : PlanKind.Api;
}
