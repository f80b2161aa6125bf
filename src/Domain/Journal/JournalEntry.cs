using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Journal;

/// <summary>One event as it stands in the journal.</summary>
/// <param name="Position">Gap-free place in the one chain, from 1.</param>
/// <param name="Stream">See <see cref="Streams"/>.</param>
/// <param name="Version">Gap-free place in the stream, from 1.</param>
/// <param name="At">When it was appended.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Event">What happened.</param>
public sealed record JournalEntry(
    long Position,
    string Stream,
    int Version,
    DateTimeOffset At,
    Actor Actor,
    IEvent Event
);
