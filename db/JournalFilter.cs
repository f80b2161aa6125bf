namespace Mcpx.Db;

/// <summary>What is looked for in the journal; what is null does not narrow it.</summary>
public sealed record JournalFilter
{
    /// <summary>How the stream's name begins, for example <c>incident/</c>.</summary>
    public string? StreamPrefix { get; init; }

    /// <summary>Only these streams.</summary>
    public IReadOnlyCollection<string>? Streams { get; init; }

    /// <summary>Who did it, by name; case does not matter. Entries whose body was purged name nobody.</summary>
    public string? Actor { get; init; }

    /// <summary>The event's type, for example <c>RollbackApproved</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Not before this time.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>
    /// What no column knows, for example the words of an entry. Every entry is read for it, so it is asked of the newest
    /// <see cref="JournalSearch.MostRead"/> at the most.
    /// </summary>
    public Func<JournalRow, bool>? Matches { get; init; }
}

/// <summary>One link of the chain with its body, as it is stored.</summary>
/// <param name="Position">Its place in the chain.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="Version">Its place in the stream.</param>
/// <param name="Type">The event's type.</param>
/// <param name="At">When it was appended.</param>
/// <param name="Hash">Its hash, 64 lower-case hexadecimal digits.</param>
/// <param name="Body">The stored body; null when there is none.</param>
/// <param name="PurgedBy">Position of the purge that removed the body; null when none did.</param>
public sealed record JournalRow(
    long Position,
    string Stream,
    long Version,
    string Type,
    DateTimeOffset At,
    string Hash,
    ReadOnlyMemory<byte>? Body,
    long? PurgedBy
);

/// <summary>Where the entries of a search lie, without the entries.</summary>
/// <param name="Count">How many were found.</param>
/// <param name="Marks">Position of the first, the 101st, the 201st… of them, newest first.</param>
/// <param name="Through">The journal's newest position when it was made.</param>
/// <param name="Back">The oldest position that was looked at; null when the search came to the journal's beginning.</param>
public sealed record JournalIndex(int Count, IReadOnlyList<long> Marks, long Through, long? Back)
{
    /// <summary>Entries between two marks.</summary>
    public const int Every = 100;
}
