namespace Mcpx.Domain.Incidents;

/// <summary>
/// Who does what in one incident (runbook section 4, and somebody who writes). It says whom to ask; what a person may do is
/// decided by their <see cref="Role"/> alone.
/// </summary>
public enum IncidentRole
{
    /// <summary>Leads it.</summary>
    IncidentCommander,

    /// <summary>Stands in for who leads it.</summary>
    Deputy,

    /// <summary>Writes down what people see and do.</summary>
    Scribe,
}

/// <summary>Who has a role in an incident.</summary>
/// <param name="Name">The person, as they sign in.</param>
/// <param name="Since">Since when.</param>
/// <param name="From">Who had it before; null when nobody did.</param>
/// <param name="Given">Whether it was handed to them, not taken by them.</param>
public sealed record RoleHolder(string Name, DateTimeOffset Since, string? From, bool Given);

/// <summary>Somebody took a role in an incident.</summary>
/// <param name="Role">Which.</param>
/// <param name="From">From whom; null when nobody had it.</param>
public sealed record RoleTaken(IncidentRole Role, string? From) : Journal.IEvent;

/// <summary>Whoever had a role in an incident gave it to somebody else.</summary>
/// <param name="Role">Which.</param>
/// <param name="To">To whom, as they sign in.</param>
public sealed record RoleHandedOver(IncidentRole Role, string To) : Journal.IEvent;
