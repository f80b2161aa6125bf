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
        return plan.Undoes is not null
            ? $"Undoing the **rollback** in **{plan.Environment}** for MCPX-KendoBridge: {reason.TrimEnd('.')}. Going forward from {plan.FailingTag} "
                + $"to {plan.TargetTag} again now. IC: @{roster.IncidentCommander}, Deputy: @{roster.Deputy}."
            : $"Declaring **rollback** in **{plan.Environment}** for MCPX-KendoBridge. Current release {plan.FailingTag} failing due to "
                + $"{reason}. Reverting to LKG {plan.TargetTag} now. IC: @{roster.IncidentCommander}, Deputy: @{roster.Deputy}.";
    }

    /// <summary>When everything is back and validated (section 6, step 5).</summary>
    /// <param name="plan">What was done.</param>
    /// <param name="checks">What was measured; a field that was not reads so.</param>
    public static string Success(Plan plan, IReadOnlyList<Check> checks)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var (done, next) = plan.Undoes is null
            ? (
                $"Rollback complete in **{plan.Environment}**. Reverted to {plan.TargetTag}.",
                $"Investigating root cause on {plan.FailingTag}."
            )
            : (
                $"Rollback undone in **{plan.Environment}**. Forward again to {plan.TargetTag}.",
                $"A breach proposes {plan.FailingTag} anew."
            );
        return $"{done} Health/Ready ✅. SSE TTFB {Measured(checks, CheckNames.FirstEvent)}, "
            + $"heartbeat {Measured(checks, CheckNames.MedianGap)}. {next}";
    }

    /// <summary>
    /// What follows the message of success, on a line of its own: the journal's head, where whoever edits the journal later does not
    /// get at it.
    /// </summary>
    /// <param name="position">The newest position.</param>
    /// <param name="hash">Its hash, 64 hexadecimal digits.</param>
    public static string Anchor(long position, string hash) =>
        FormattableString.Invariant($"Journal at {position}:{hash}");

    private static string Measured(IReadOnlyList<Check> checks, string name) =>
        checks.FirstOrDefault(check => check.Name == name)?.Measured ?? NotMeasured;
}
