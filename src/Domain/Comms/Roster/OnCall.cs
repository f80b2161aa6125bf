using System.Text.Json.Serialization;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Domain.Comms;

/// <summary>On whose word somebody is on.</summary>
public enum RosterBasis
{
    /// <summary>The name that is configured for the role.</summary>
    Name,

    /// <summary>A configured shift.</summary>
    Shift,

    /// <summary>The schedule that is asked.</summary>
    Source,
}

/// <summary>Who is on for a role.</summary>
/// <param name="Role">Incident Commander, Deputy or Decision Owner.</param>
/// <param name="Name">Who.</param>
/// <param name="Basis">On whose word.</param>
public sealed record OnCall(Role Role, string Name, RosterBasis Basis)
{
    /// <summary>The chain of the runbook (section 4), in the order in which it is asked.</summary>
    public static IReadOnlyList<Role> Roles { get; } = [Role.IncidentCommander, Role.Deputy, Role.DecisionOwner];
}

/// <summary>Who is on in an environment changed, or whether the schedule answers.</summary>
/// <param name="On">Who is on, a line a role.</param>
/// <param name="Warning">Why the schedule is not believed; null while it answers, or none is configured.</param>
public sealed record RosterSeen(IReadOnlyList<OnCall> On, string? Warning) : IEvent;

/// <summary>What a schedule said of a role.</summary>
/// <param name="Role">Which.</param>
/// <param name="Name">Who is on.</param>
/// <param name="Until">Until when; null where it does not say.</param>
/// <param name="At">When it said so.</param>
public sealed record RosterAnswer(Role Role, string Name, DateTimeOffset? Until, DateTimeOffset At)
{
    /// <summary>How to reach them, where the schedule knows; the name is theirs.</summary>
    [JsonIgnore]
    public Configuration.ContactOptions? Contact { get; init; }
}
