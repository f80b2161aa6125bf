using System.Diagnostics;
using System.Globalization;
using Dapper;
using Mcpx.Db.Proof;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Redaction;
using Microsoft.Data.Sqlite;

namespace Mcpx.Db;

/// <summary>
/// The append-only, hash-chained journal on SQLite. One append carries events for several streams, each with the version
/// it must have, in one transaction; it is durable when it returns.
/// </summary>
public sealed class Journal
{
    private readonly SqliteFile _file;
    private readonly GroupCommit _writing;

    /// <param name="path">The journal's file.</param>
    /// <param name="redaction">What is taken out of every event before it is hashed; null for what looks like a secret.</param>
    public Journal(string path, IRedaction? redaction = null)
    {
        _file = new(path);
        Redaction = redaction;
        _writing = new(_file);
    }

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
        var outcome = _writing.Append(append);
        if (outcome is AppendOutcome.Appended)
        {
            Appended?.Invoke(Stopwatch.GetElapsedTime(started));
        }

        return outcome;
    }

    /// <summary>Events after a position, oldest first.</summary>
    /// <param name="position">0 for all.</param>
    /// <param name="most">How many at the most.</param>
    public IReadOnlyList<JournalEntry> ReadAfter(long position, int most = 1_000)
    {
        using var connection = _file.Open();
        return
        [
            .. connection
                .Query<BodyRow>(
                    "SELECT position, body FROM body WHERE position > @position ORDER BY position LIMIT @most",
                    new { position, most }
                )
                .Select(row => EventBody.Read(row.Position, row.Body)),
        ];
    }

    /// <summary>All events of one stream, oldest first.</summary>
    public IReadOnlyList<JournalEntry> Read(string stream)
    {
        using var connection = _file.Open();
        return
        [
            .. connection
                .Query<BodyRow>(
                    "SELECT c.position, b.body FROM chain c JOIN body b ON b.position = c.position WHERE c.stream = @stream ORDER BY c.version",
                    new { stream }
                )
                .Select(row => EventBody.Read(row.Position, row.Body)),
        ];
    }

    /// <summary>The newest events of some streams' kinds, newest first, for lists on screen.</summary>
    /// <param name="streamPrefix">For example <c>environment/Prod</c>; empty for all.</param>
    /// <param name="most">How many at the most.</param>
    /// <param name="through">The last position that counts; null for all.</param>
    public IReadOnlyList<JournalEntry> Newest(string streamPrefix, int most, long? through = null)
    {
        using var connection = _file.Open();
        return
        [
            .. connection
                .Query<BodyRow>(
                    "SELECT c.position, b.body FROM chain c JOIN body b ON b.position = c.position WHERE substr(c.stream, 1, length(@streamPrefix)) = @streamPrefix AND c.position <= @through ORDER BY c.position DESC LIMIT @most",
                    new
                    {
                        streamPrefix,
                        most,
                        through = through ?? long.MaxValue,
                    }
                )
                .Select(row => EventBody.Read(row.Position, row.Body)),
        ];
    }

    /// <summary>Position of the newest event; 0 when there is none.</summary>
    public long Head()
    {
        using var connection = _file.Open();
        return connection.ExecuteScalar<long>("SELECT COALESCE(MAX(position), 0) FROM chain");
    }

    /// <summary>The newest link; null when there is none.</summary>
    public ChainHead? HeadLink()
    {
        using var connection = _file.Open();
        return
            connection.QuerySingleOrDefault<HeadRow>(
                "SELECT position, hash, at FROM chain ORDER BY position DESC LIMIT 1"
            )
                is { } head
            ? new(head.Position, Convert.ToHexStringLower(head.Hash), Time(head.At))
            : null;
    }

    /// <summary>The hash at a position, 64 lower-case hexadecimal digits; null where there is none.</summary>
    public string? HashAt(long position)
    {
        using var connection = _file.Open();
        return
            connection.ExecuteScalar<byte[]>("SELECT hash FROM chain WHERE position = @position", new { position })
                is { } hash
            ? Convert.ToHexStringLower(hash)
            : null;
    }

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
        using var connection = _file.Open();
        return JournalProof.Check(connection, anchors, reached, cancellation);
    }

    /// <summary>Lets the writing connection go; the next append opens it again. Not while somebody appends.</summary>
    public void Release() => _writing.Release();

    internal SqliteFile File => _file;

    /// <summary>A time as it stands in the chain's column.</summary>
    internal static string Column(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string column) =>
        DateTimeOffset.Parse(column, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    private sealed record HeadRow(long Position, byte[] Hash, string At);

    private sealed record BodyRow(long Position, byte[] Body);
}
