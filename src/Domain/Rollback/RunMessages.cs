using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Rollback;

/// <summary>The runbook's templates (sections 4 and 6), word for word, with their fields filled in.</summary>
public static class RunMessages
{
    private const string NotMeasured = "not measured";

    /// <summary>Before anything is changed (section 4).</summary>
    /// <param name="plan">What is about to be done.</param>
    /// <param name="reason">What fails.</param>
    /// <param name="roster">Who leads.</param>
    public static string Start(Plan plan, string reason, RosterOptions roster)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(roster);
        return $"Declaring **rollback** in **{plan.Environment}** for MCPX-KendoBridge. Current release {plan.FailingTag} failing due to "
            + $"{reason}. Reverting to LKG {plan.TargetTag} now. IC: @{roster.IncidentCommander}, Deputy: @{roster.Deputy}.";
    }

    /// <summary>When everything is back and validated (section 6, step 5).</summary>
    /// <param name="plan">What was done.</param>
    /// <param name="checks">What was measured; a field that was not reads so.</param>
    public static string Success(Plan plan, IReadOnlyList<Check> checks)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return $"Rollback complete in **{plan.Environment}**. Reverted to {plan.TargetTag}. Health/Ready ✅. "
            + $"SSE TTFB {Measured(checks, CheckNames.FirstEvent)}, heartbeat {Measured(checks, CheckNames.MedianGap)}. "
            + $"Investigating root cause on {plan.FailingTag}.";
    }

    private static string Measured(IReadOnlyList<Check> checks, string name) =>
        checks.FirstOrDefault(check => check.Name == name)?.Measured ?? NotMeasured;
}
