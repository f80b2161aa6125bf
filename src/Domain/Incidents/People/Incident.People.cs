using System.Collections.Immutable;
using Mcpx.Domain.Comms;

namespace Mcpx.Domain.Incidents;

// Who has which role, who was called, and who was told.
public sealed partial record Incident
{
    private static readonly ImmutableSortedDictionary<string, StatusNoteState> NothingTold =
        ImmutableSortedDictionary.Create<string, StatusNoteState>(StringComparer.Ordinal);

    /// <summary>Who was called for the standing proposal; null while nobody is to be.</summary>
    public PageChain? Paging { get; init; }

    /// <summary>What paging services were told; one a service and key.</summary>
    public ImmutableList<PageAlarm> Alarms { get; init; } = [];

    /// <summary>Status notes to stakeholders, by their key.</summary>
    public ImmutableSortedDictionary<string, StatusNoteState> Notes { get; init; } = NothingTold;

    /// <summary>Who was on when it opened, where that is known; a report names them.</summary>
    public RosterSeen? OnCall { get; init; }

    /// <summary>Messages that went out for the standing proposal.</summary>
    public ImmutableHashSet<Told> Messages { get; init; } = [];

    /// <summary>What its channels were told, and what is to be told.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public ChannelBook Channels { get; init; } = ChannelBook.Empty;

    /// <summary>Who has which role; a role that nobody took is not there, and then the roster counts.</summary>
    public ImmutableSortedDictionary<IncidentRole, RoleHolder> Roles { get; init; } =
        ImmutableSortedDictionary<IncidentRole, RoleHolder>.Empty;

    /// <summary>Who took a role of the chain in this incident; null where nobody did, and then the roster counts.</summary>
    /// <param name="role">Incident Commander, Deputy or Decision Owner.</param>
    public string? HolderOf(Role role) =>
        role switch
        {
            Role.IncidentCommander => Roles.GetValueOrDefault(IncidentRole.IncidentCommander)?.Name,
            Role.Deputy => Roles.GetValueOrDefault(IncidentRole.Deputy)?.Name,
            _ => null,
        };
}
