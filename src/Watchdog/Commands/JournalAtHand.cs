using Mcpx.Db;
using Mcpx.Domain.Journal;

namespace Mcpx.Watchdog.Commands;

/// <summary>What a command reads of the journal before it does anything: once, and whether or not a watchdog runs.</summary>
internal static class JournalAtHand
{
    /// <summary>The journal's state; empty where there is no journal yet, or none that this program can read.</summary>
    public static JournalState Of(StorePlace place) =>
        place.Obstacle() is null ? new JournalTail(place.Open().Journal).CatchUp() : JournalState.Empty;
}
