using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Comms;

/// <summary>
/// What every message of an incident has in common: who leads, where the page is, and what is left out. A security incident says
/// neither what was found nor where: channels have more readers than the portal has admins.
/// </summary>
/// <param name="Incident">The incident, as it stood after what is told.</param>
/// <param name="Roster">Who leads where nobody took a role.</param>
/// <param name="Dashboard">Where people find the dashboard.</param>
internal sealed record Voice(Incident Incident, RosterOptions Roster, string Dashboard)
{
    private const int Longest = 600;
    private const string Withheld = "the details stay in the dashboard";

    /// <summary>Whether details are left out.</summary>
    public bool IsRestrained => Restrains(Incident);

    /// <summary>The environment as messages name it.</summary>
    public string Where => $"**{Incident.Environment}**";

    /// <summary>The runbook's two: who leads, and who stands in.</summary>
    public string Leaders
    {
        get
        {
            var lead = Leads(Incident, Roster);
            return $"IC: @{lead.IncidentCommander}, Deputy: @{lead.Deputy}.";
        }
    }

    /// <summary>The incident's page.</summary>
    public string Page => $"{Dashboard.TrimEnd('/')}/incidents/{Incident.Id}";

    /// <summary>The triggers that breached, as they are said: "availability and silent event streams".</summary>
    public string Triggers => TriggersOf(Incident);

    /// <summary>Whether an incident's details are left out of the channels.</summary>
    public static bool Restrains(Incident incident) =>
        incident.Breaches.Exists(breach => breach.Trigger == TriggerNames.Security);

    /// <summary>The triggers that breached, as they are said: "availability and silent event streams".</summary>
    public static string TriggersOf(Incident incident) =>
        string.Join(
            " and ",
            incident
                .Breaches.Select(breach => breach.Trigger)
                .Distinct(StringComparer.Ordinal)
                .Select(TriggerNames.Spoken)
        );

    /// <summary>Who leads: whoever took the role, else who is on the roster.</summary>
    public static RosterOptions Leads(Incident incident, RosterOptions roster) =>
        roster with
        {
            IncidentCommander = incident.HolderOf(Role.IncidentCommander) ?? roster.IncidentCommander,
            Deputy = incident.HolderOf(Role.Deputy) ?? roster.Deputy,
        };

    /// <summary>
    /// Somebody's words, or the watchdog's about what it saw, as one sentence's middle: no line break, no full stop, not endless.
    /// </summary>
    public string Reason(string text)
    {
        if (IsRestrained)
        {
            return Withheld;
        }

        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
        if (line.Length <= Longest)
        {
            return line;
        }

        // Not through the middle of a character.
        var cut = char.IsHighSurrogate(line[Longest - 1]) ? Longest - 1 : Longest;
        return $"{line[..cut].TrimEnd()}…";
    }

    /// <summary>What a plan would put back, as it may be said: "Api to v1.8.2".</summary>
    public string Restores(Plan plan) => RunMessages.Restores(plan, IsRestrained);

    /// <summary>A step by its title, or by its kind where the title names a key.</summary>
    public string Title(PlanStep step) => IsRestrained && step.Kind == StepKind.Revert ? "Set a key back" : step.Title;
}
