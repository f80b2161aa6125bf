using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;

namespace Mcpx.Watchdog.Comms;

/// <summary>The runbook's templates (sections 4 and 6), word for word, with their fields filled in.</summary>
internal static class SlackMessages
{
    private const string NotMeasured = "not measured";

    public static string Start(Plan plan, string reason, RosterOptions roster) =>
        $"Declaring **rollback** in **{plan.Environment}** for MCPX-KendoBridge. Current release {plan.FailingTag} failing due to "
        + $"{reason}. Reverting to LKG {plan.TargetTag} now. IC: @{roster.IncidentCommander}, Deputy: @{roster.Deputy}.";

    public static string Success(Plan plan, IReadOnlyList<Check> checks) =>
        $"Rollback complete in **{plan.Environment}**. Reverted to {plan.TargetTag}. Health/Ready ✅. "
        + $"SSE TTFB {Measured(checks, CheckNames.FirstEvent)}, heartbeat {Measured(checks, CheckNames.MedianGap)}. "
        + $"Investigating root cause on {plan.FailingTag}.";

    private static string Measured(IReadOnlyList<Check> checks, string name) =>
        checks.FirstOrDefault(check => check.Name == name)?.Measured ?? NotMeasured;
}

/// <summary>Names of checks that more than one place speaks of.</summary>
internal static class CheckNames
{
    public const string FirstEvent = "SSE first event, median";
    public const string MedianGap = "SSE heartbeat, median";
    public const string WorstGap = "SSE heartbeat, worst";
}
