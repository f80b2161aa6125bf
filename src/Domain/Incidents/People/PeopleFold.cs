using Mcpx.Domain.Comms;
using Mcpx.Domain.Journal;

namespace Mcpx.Domain.Incidents;

/// <summary>Who has which role, and who was told.</summary>
internal static class PeopleFold
{
    /// <summary>Takes one more event; null where it is none of these.</summary>
    public static Incident? Apply(Incident state, JournalEntry entry) =>
        entry.Event switch
        {
            StatusNoteSent e => state with
            {
                Notes = state.Notes.SetItem(
                    e.Key,
                    new((state.Notes.GetValueOrDefault(e.Key)?.Tries ?? 0) + 1, entry.At, e.Again)
                ),
            },
            RoleTaken e => state with
            {
                Roles = state.Roles.SetItem(e.Role, new(entry.Actor.Name, entry.At, e.From, Given: false)),
            },
            RoleHandedOver e => state with
            {
                Roles = state.Roles.SetItem(e.Role, new(e.To, entry.At, entry.Actor.Name, Given: true)),
            },
            MessageSent { Fault: null } e => state with { Messages = state.Messages.Add(new(e.Kind, e.Channel)) },
            MessageMuted e => state with { Messages = state.Messages.Add(new(e.Kind, e.Channel)) },
            _ => null,
        };
}
