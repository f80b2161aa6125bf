using Mcpx.Domain.Rollback;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Incidents;

/// <summary>What a ticket says. Whoever reads tickets may be many: of a leak it says that there is one, not what and where.</summary>
public static class TicketWords
{
    /// <summary>Its title.</summary>
    public static string Title(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return $"{incident.Id} {incident.Environment}: {What(incident)}";
    }

    /// <summary>Its text, line by line.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="page">The address of its page.</param>
    public static IReadOnlyList<string> Opened(Incident incident, string page)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return
        [
            $"{incident.Id} was declared in {incident.Environment} at {At(incident.OpenedAt)}: {What(incident)}.",
            .. incident.Proposal is { } proposal
                ? (string[])[$"Proposed: {Plan(proposal.Plan)}, plan {PlanHash.Short(proposal.PlanHash)}."]
                : [],
            $"Everything known stands at {page}",
        ];
    }

    /// <summary>What is added when something happened.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="stage">What happened.</param>
    /// <param name="page">The address of its page.</param>
    public static IReadOnlyList<string> Comment(Incident incident, TicketStage stage, string page)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return stage == TicketStage.Restored
            ?
            [
                $"Restored at {At(incident.RestoredAt!.Value)}, {Words.Duration(incident.RestoredAt.Value - incident.OpenedAt)} after it was declared: {Plan(incident.Proposal!.Plan)}.",
                $"It is watched until it is stable: {page}",
            ]
            :
            [
                $"{incident.Id} is over since {At(incident.EndedAt!.Value)}, {incident.Status.ToString().ToLowerInvariant()}.",
                $"Report: {page}/rca",
            ];
    }

    private static string Plan(Plan plan) =>
        plan.Targets.Count > 0
            ? $"{plan.Components} from {plan.FailingTag} to {plan.TargetTag}"
            : "keys or flags set back";

    private static string What(Incident incident) =>
        incident.Breaches.Exists(breach => breach.Trigger == TriggerNames.Security)
            ? "a security incident"
            : Comms.Voice.TriggersOf(incident);

    private static string At(DateTimeOffset at) =>
        FormattableString.Invariant($"{at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
}
