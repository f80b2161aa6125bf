using System.Text.Json;

namespace Mcpx.Dashboard.Api;

/// <summary>Entries of the journal, newest first.</summary>
/// <param name="Entries">Them.</param>
/// <param name="Next">What to ask with as <c>before</c> for the ones before them; null when there are none.</param>
internal sealed record JournalPage(IReadOnlyList<JournalEntryAnswer> Entries, long? Next);

/// <summary>One entry of the journal.</summary>
/// <param name="Position">Its place in the chain.</param>
/// <param name="At">When it was appended.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="Version">Its place in the stream.</param>
/// <param name="Type">The event's type.</param>
/// <param name="Who">Who did it, in which role; "not kept" where the body was purged.</param>
/// <param name="Text">What happened, in words.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="PurgedBy">Position of the purge that removed its body; null when none did.</param>
/// <param name="Held">Whether a legal hold keeps it.</param>
internal sealed record JournalEntryAnswer(
    long Position,
    DateTimeOffset At,
    string Stream,
    long Version,
    string Type,
    string Who,
    string Text,
    string Hash,
    long? PurgedBy,
    bool Held
);

/// <summary>One entry with its body.</summary>
/// <param name="Entry">It.</param>
/// <param name="Previous">The hash it follows.</param>
/// <param name="Body">The body as stored; null when it was purged.</param>
internal sealed record JournalEntryDetail(JournalEntryAnswer Entry, string Previous, JsonElement? Body);

/// <summary>What is known of the chain.</summary>
/// <param name="State">NotVerified, Verifying, Holds, Broken or Failed.</param>
/// <param name="Text">The same in words.</param>
/// <param name="Position">The last position that was verified, or is reached; null where nothing was.</param>
/// <param name="Findings">What is wrong, the first ones.</param>
internal sealed record ChainAnswer(string State, string Text, long? Position, IReadOnlyList<string> Findings);
