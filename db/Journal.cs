using System.Diagnostics;
using Mcpx.Db.Engines;
using Mcpx.Db.Engines.Sqlite;
using Mcpx.Db.Proof;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Redaction;

namespace Mcpx.Db;

/// <summary>
/// The append-only, hash-chained journal. One append carries events for several streams, each with the version
/// it must have, in one transaction; it is durable when it returns.
/// </summary>
public sealed class Journal
{
    private readonly IJournalEngine _engine;

    /// <param name="path">A SQLite file.</param>
    /// <param name="redaction">What is taken out of every event before it is hashed; null for what looks like a secret.</param>
    public Journal(string path, IRedaction? redaction = null)
        : this(new SqliteJournal(path), redaction) { }

    internal Journal(IJournalEngine engine, IRedaction? redaction) => (_engine, Redaction) = (engine, redaction);

    /// <summary>What is taken out of every event; null for what looks like a secret.</summary>
    internal IRedaction? Redaction { get; }

    /// <summary>Raised after an append became durable, with the time it took.</summary>
    public event Action<TimeSpan>? Appended;

    /// <summary>Appends, or reports which stream moved on. Appends of several threads share a transaction.</summary>
    /// <param name="actor">Who does it.</param>
    /// <param name="at">When.</param>
    /// <param name="appends">Events per stream; each stream once.</param>
    public AppendOutcome Append(Actor actor, DateTimeOffset at, params IReadOnlyList<StreamAppend> appends)
    {
        var started = Stopwatch.GetTimestamp();
        using var append = new PendingAppend(actor, at, appends, Redaction);
        var outcome = _engine.Append(append);
        if (outcome is AppendOutcome.Appended)
        {
            Appended?.Invoke(Stopwatch.GetElapsedTime(started));
        }

        return outcome;
    }

    /// <summary>Events after a position, oldest first.</summary>
    /// <param name="position">0 for all.</param>
    /// <param name="most">How many at the most.</param>
    public IReadOnlyList<JournalEntry> ReadAfter(long position, int most = 1_000) =>
        Entries(new EventsAfter(position, most));

    /// <summary>The events of one stream, oldest first.</summary>
    /// <param name="stream">Which.</param>
    /// <param name="after">The version from which on they are new; 0 for all.</param>
    public IReadOnlyList<JournalEntry> Read(string stream, int after = 0) => Entries(new EventsOfStream(stream, after));

    /// <summary>The newest events of some streams' kinds, newest first, for lists on screen.</summary>
    /// <param name="streamPrefix">For example <c>environment/Prod</c>; empty for all.</param>
    /// <param name="most">How many at the most.</param>
    /// <param name="through">The last position that counts; null for all.</param>
    public IReadOnlyList<JournalEntry> Newest(string streamPrefix, int most, long? through = null) =>
        Entries(new NewestEvents(streamPrefix, most, through ?? long.MaxValue));

    /// <summary>Position of the newest event; 0 when there is none.</summary>
    public long Head() => Engine.First<HeadRow>(new NewestLink())?.Position ?? 0;

    /// <summary>The newest link; null when there is none.</summary>
    public ChainHead? HeadLink() =>
        Engine.First<HeadRow>(new NewestLink()) is { } head
            ? new(head.Position, Convert.ToHexStringLower(head.Hash), UtcTime.Read(head.At) ?? DateTimeOffset.UnixEpoch)
            : null;

    /// <summary>The hash at a position, 64 lower-case hexadecimal digits; null where there is none.</summary>
    public string? HashAt(long position) =>
        Engine.First<byte[]>(new HashOfLink(position)) is { } hash ? Convert.ToHexStringLower(hash) : null;

    /// <summary>Recomputes the whole chain from the stored bodies.</summary>
    /// <returns>Null when it holds, else what is wrong first, and where.</returns>
    public string? Verify() => Prove([]).Findings is [var first, ..] ? $"{first}" : null;

    /// <summary>Recomputes the whole chain from the stored bodies, and compares it with what was seen of it from outside.</summary>
    /// <param name="anchors">What was seen, lowest position first.</param>
    /// <param name="cancellation">Ends it.</param>
    public ProofReport Prove(IEnumerable<AnchorClaim> anchors, CancellationToken cancellation = default) =>
        Prove(anchors, reached: null, cancellation);

    /// <inheritdoc cref="Prove(IEnumerable{AnchorClaim}, CancellationToken)"/>
    /// <param name="anchors">What was seen, lowest position first.</param>
    /// <param name="reached">Told the position reached, now and then, for somebody who waits; null for nobody.</param>
    /// <param name="cancellation">Ends it.</param>
    public ProofReport Prove(
        IEnumerable<AnchorClaim> anchors,
        Action<long>? reached,
        CancellationToken cancellation = default
    )
    {
        using var walk = new ChainWalk(anchors, 1, Chain.Genesis);
        _engine.Walk(walk, reached, cancellation);
        return walk.End(whole: true);
    }

    /// <summary>Lets the writing connection go; the next append opens it again. Not while somebody appends.</summary>
    public void Release() => _engine.Release();

    internal IJournalEngine Own => _engine;

    internal Engine Engine => _engine.Engine;

    private IReadOnlyList<JournalEntry> Entries(Statement statement) =>
        [.. Engine.All<BodyRow>(statement).Select(row => EventBody.Read(row.Position, row.Body))];

    private sealed class HeadRow
    {
        public long Position { get; init; }
        public byte[] Hash { get; init; } = [];
        public object? At { get; init; }
    }

    private sealed record BodyRow(long Position, byte[] Body);
}
