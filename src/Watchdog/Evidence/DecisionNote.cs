using System.Globalization;
using System.Text;
using Mcpx.Domain.Incidents;

namespace Mcpx.Watchdog.Evidence;

/// <summary>The rollback decision note: reason, timestamps, environment, approvers (runbook section 11).</summary>
internal static class DecisionNote
{
    public static string Write(Incident incident)
    {
        var text = new StringBuilder();
        Line($"# Rollback decision note, {incident.Id}");
        Line($"Environment: {incident.Environment}");
        Line(
            $"Severity: {incident.Severity}"
                + (incident.SeverityWord is { } word ? $", set by {TimelineWords.WhoOf(word.By)}: {word.Reason}" : "")
        );
        Line($"Onset: {Time(incident.Onset)}");
        Line($"Declared: {Time(incident.OpenedAt)}");
        if (incident.Proposal is { } proposal)
        {
            Line($"Reason: {proposal.Reason}");
            foreach (var target in proposal.Plan.Targets)
            {
                Line($"Plan: {target.Component} from {target.ObservedTag} to {target.TargetTag}");
            }

            foreach (var revert in proposal.Plan.Reverts)
            {
                Line($"Plan: {revert.Kind} {revert.Key} from {revert.Observed ?? "nothing"} to {revert.Value}");
            }

            Line($"Plan hash: {proposal.PlanHash}");
            Line($"Proposed: {Time(proposal.ProposedAt)}");
            Line($"Failing release brought by: {proposal.CausedBy ?? "not known"}");
        }
        else
        {
            Line($"Reason: {incident.Advice?.Reason ?? "nothing was proposed"}");
        }

        foreach (var approval in incident.Approvals)
        {
            var glass = approval.BreakGlass is { } reason ? $", by break-glass: {reason}" : "";
            Line($"Approved: {Time(approval.At)} by {TimelineWords.WhoOf(approval.By)}{glass}");
        }

        Line($"Restored: {Time(incident.RestoredAt)}");
        Line($"Status: {incident.Status}");
        return text.ToString();

        void Line(string line) => text.Append(line).Append("\n\n");
    }

    private static string Time(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) ?? "not yet";
}
