using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Comms;

/// <summary>What a page says. A security incident's never says where.</summary>
public static class PageWords
{
    /// <summary>What is wrong, for somebody who was asleep.</summary>
    /// <param name="incident">The incident.</param>
    public static string What(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        var first = incident.Breaches[0];
        var words = IsSecret(incident)
            ? "something is exposed that must not be; the incident says where"
            : first.Sentence.TrimEnd('.');
        return incident.Breaches.Count > 1
            ? FormattableString.Invariant($"{words}, and {incident.Breaches.Count - 1} more")
            : words;
    }

    /// <summary>Whether its words are restricted: channels and mails are read by more people than the incident is.</summary>
    /// <param name="incident">The incident.</param>
    public static bool IsSecret(Incident incident) =>
        incident.Breaches.Exists(breach => breach.Trigger == TriggerNames.Security);

    /// <summary>One line: what, where, how grave.</summary>
    /// <param name="incident">The incident.</param>
    public static string Summary(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return $"{incident.Severity} {incident.Id} in {incident.Environment}: {What(incident)}";
    }

    /// <summary>The whole call.</summary>
    /// <param name="incident">The incident, with a proposal.</param>
    /// <param name="to">In which role they are asked.</param>
    /// <param name="person">Who is asked.</param>
    /// <param name="address">The incident's page.</param>
    public static string Call(Incident incident, Role to, string person, string address)
    {
        ArgumentNullException.ThrowIfNull(incident);
        var plan = incident.Proposal!.Plan;
        var only = Escalation.IsSpent(incident.Escalations)
            ? " Nobody answered the proposals before it: this is its only call."
            : "";
        return $"{Summary(incident)}. {RunMessages.Capital(RunMessages.Word(plan))} of {RunMessages.Restores(plan, IsSecret(incident))} is proposed. "
            + $"{person} is asked as {TimelineWords.RoleName(to)}: acknowledge, and decide by {Words.Time(incident.Proposal.ExpiresAt)}.{only} {address}";
    }
}
