using Mcpx.Domain.Configuration;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Redaction;

namespace Mcpx.Domain.Incidents;

/// <summary>The incident has a ticket, or another one than before: made by the watchdog, or linked by a person.</summary>
/// <param name="Address">Where people find it.</param>
/// <param name="Reference">What its system calls it, for comments; null where a person linked it.</param>
public sealed record TicketLinked(string Address, string? Reference = null) : IEvent;

/// <summary>The ticket system was told something, or could not be. A failure is written once, until it succeeds.</summary>
/// <param name="Stage">What it was told.</param>
/// <param name="Fault">Why it did not take it; null when it did.</param>
public sealed record TicketTold(TicketStage Stage, string? Fault) : IEvent;

/// <summary>What a ticket system is told of an incident.</summary>
public enum TicketStage
{
    /// <summary>That it began: the ticket is made.</summary>
    Opened,

    /// <summary>That a rollback restored the service.</summary>
    Restored,

    /// <summary>That it is over.</summary>
    Closed,
}

/// <summary>An incident's ticket.</summary>
/// <param name="Address">Where people find it.</param>
/// <param name="Reference">What its system calls it, for comments; null where a person linked it.</param>
/// <param name="By">Who made or linked it.</param>
/// <param name="At">When.</param>
public sealed record IncidentTicket(string Address, string? Reference, Actor By, DateTimeOffset At);

/// <summary>Who may link a ticket, and what a ticket system is still to be told.</summary>
public static class Ticketing
{
    /// <summary>The longest address, in characters.</summary>
    public const int LongestAddress = 500;

    /// <summary>Decides whether a person's link is taken, also after the incident's end.</summary>
    internal static Decided Decide(Incident state, IncidentCommand.LinkTicket command, Actor by)
    {
        var address = (command.Address ?? "").Trim();
        return MayLink(by) is { } refusal ? new([], refusal)
            : state.Purged is not null
                ? Decided.Refuse(RefusalKind.NotNow, $"{state.Id} was purged; there is nothing left to link.")
            : address.Length > LongestAddress || !OptionsValidator.IsAddress(address) || HoldsSecret(address)
                ? Decided.Refuse(
                    RefusalKind.Invalid,
                    $"address: must be an http or https address without a password, of at most {LongestAddress} characters."
                )
            : state.Ticket?.Address == address ? Decided.Already
            : Decided.Accept(new TicketLinked(address));
    }

    /// <summary>Why this one may not link a ticket; null when they may.</summary>
    public static Refusal? MayLink(Actor by)
    {
        ArgumentNullException.ThrowIfNull(by);
        return by.Role is Role.Sre or Role.Deputy or Role.IncidentCommander or Role.DecisionOwner or Role.Admin
            ? null
            : new(RefusalKind.Role, $"{TimelineWords.RoleName(by.Role)} may not link a ticket.");
    }

    /// <summary>
    /// What is to be told next; null for nothing. A ticket is made for what is proposed, once; only open incidents get one. Each run
    /// that restored is told, and nothing after the end.
    /// </summary>
    public static TicketStage? Next(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return incident.Ticket switch
        {
            null => incident is { IsOpen: true, Proposal: not null } ? TicketStage.Opened : null,
            { Reference: null } => null,
            _ when incident.TicketTold.Contains(TicketStage.Closed) => null,
            _ when incident.RestoredAt is not null && !incident.TicketTold.Contains(TicketStage.Restored) =>
                TicketStage.Restored,
            _ when incident.EndedAt is not null => TicketStage.Closed,
            _ => null,
        };
    }

    private static bool HoldsSecret(string address) =>
        new Uri(address).UserInfo.Length > 0 || ShapeRedaction.Instance.Redact(address) != address;
}
