using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Parity;
using Mcpx.Domain.Rollback;
using Mcpx.Watchdog.Runner;

namespace Mcpx.Watchdog.PortalDatabase;

/// <summary>What a step was approved to write.</summary>
/// <param name="Database">Where.</param>
/// <param name="Revert">From what to what.</param>
/// <param name="Call">The call as approved, with its open parts.</param>
internal sealed record PortalOrder(PortalDatabaseOptions Database, PlanRevert Revert, PortalCall Call)
{
    /// <summary>
    /// Reads what was approved. The configuration in effect must still mean the very same: otherwise something would be written
    /// that nobody approved.
    /// </summary>
    /// <param name="context">The step.</param>
    /// <param name="problem">Why it cannot be carried out; empty when it can.</param>
    /// <returns>Null when it cannot be carried out.</returns>
    public static PortalOrder? Read(StepContext context, out string problem)
    {
        var (plan, step) = (context.Plan, context.Step);
        if (context.Options.RevertsIn is not { } database)
        {
            problem = "This was approved for the portal's database, which is not configured now. Propose anew.";
            return null;
        }

        var revert = plan.Reverts[
            plan.Steps.Count(other => other.Kind == StepKind.Revert && other.Number < step.Number)
        ];
        var now = PortalStep.Arguments(database, revert, plan.Environment, plan.Incident, step.Key);
        problem = now.SequenceEqual(step.Arguments, StringComparer.Ordinal)
            ? ""
            : $"PortalDatabase was configured anew after the approval: it would now be \"{string.Join(' ', now)}\". Propose anew.";
        return problem.Length > 0
            ? null
            : new(database, revert, PortalStep.Call(database, revert, plan.Environment, plan.Incident, step.Key));
    }

    /// <summary>Whether a value is the one to be written.</summary>
    public bool IsWanted(string? value) => Same(value, Revert.Value);

    /// <summary>Whether a value is the one that the plan was made for.</summary>
    public bool IsObserved(string? value) => Same(value, Revert.Observed);

    /// <summary>A value for a person; long ones are cut.</summary>
    public static string Words(string? value) =>
        value is null ? "nothing"
        : value.Length > 200 ? $"'{value[..200]}…'"
        : $"'{value}'";

    private bool Same(string? one, string? other) => SettingKey.Same(Revert.Kind == ChangeKind.Flag, one, other);
}
