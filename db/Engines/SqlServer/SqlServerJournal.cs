using System.Data.Common;
using System.Globalization;
using System.Text;
using Mcpx.Db.Proof;
using Mcpx.Domain.Journal;
using Microsoft.Data.SqlClient;

namespace Mcpx.Db.Engines.SqlServer;

/// <summary>
/// The journal on SQL Server. An append is one call: the server takes the lock, compares the versions and goes on with the
/// chain. When the answer is lost, the versions tell whether it was written.
/// </summary>
/// <param name="connection">How the server is reached.</param>
/// <param name="wait">Waits before a try of this number is followed by another; null for the usual time.</param>
internal sealed class SqlServerJournal(StoreConnection connection, Action<int>? wait = null) : IJournalEngine
{
    private const long Told = 4_096;

    /// <summary>Links of one question.</summary>
    private const int Page = 1_000;
    private readonly SqlServerEngine _server = new(connection);
    private readonly Action<int> _wait = wait ?? Transient.Wait;

    public Engine Engine => _server;

    public AppendOutcome Append(PendingAppend append) => Certainly(append, () => Write(new AppendEvents(append)));

    public AppendOutcome Purge(PendingAppend purge, long through, long entries) =>
        Certainly(purge, () => Write(new PurgeBodies(purge, through, entries)));

    /// <summary>The server's own log is its administrator's.</summary>
    public void Settle() { }

    /// <summary>
    /// Up to where the chain ends when it begins. What is purged meanwhile names its purge, which lies behind that: then up to there.
    /// </summary>
    public void Walk(ChainWalk walk, Action<long>? reached, CancellationToken cancellation)
    {
        using var session = _server.Open();
        var end = session.First<WrittenRow>(new NewestLink())?.Position ?? 0;
        foreach (var read in Links(session, () => end))
        {
            cancellation.ThrowIfCancellationRequested();
            // A purge removes the body and sets its mark at once; a question that was under way may have seen only the one.
            var row = read is { Body: null, PurgedBy: null }
                ? _server.First<LinkRow>(new LinksAfter(read.Position - 1, read.Position, 1)) ?? read
                : read;
            end = Math.Max(end, row.PurgedBy ?? 0);
            var (stream, type, at) = (
                Encoding.UTF8.GetBytes(row.Stream),
                Encoding.UTF8.GetBytes(row.Type),
                Encoding.UTF8.GetBytes(UtcTime.Text(row.At))
            );
            walk.Take(
                new()
                {
                    Position = row.Position,
                    BodyHash = row.BodyHash,
                    Hash = row.Hash,
                    HasBody = row.Body is not null,
                    Body = row.Body,
                    PurgedBy = row.Body is null ? row.PurgedBy ?? 0 : 0,
                    HasColumns = true,
                    Columns = new(stream, row.Version, type, at),
                }
            );
            if (reached is not null && walk.Position % Told == 0)
            {
                reached(walk.Position);
            }
        }

        walk.Stray(session.First<long?>(new StrayBody()));
    }

    public void AddPack(string incident, int part, string sha256, Stream zip) =>
        _server.Run(new KeepPack(incident, part, sha256, new(zip)));

    public void ReadPack(string incident, int part, long from, Span<byte> piece) =>
        (
            _server.First<byte[]>(new PieceOfPack(incident, part, from, piece.Length))
            ?? throw new InvalidDataException($"Part {part} of {incident} is not there any more.")
        ).CopyTo(piece);

    public void Release() { }

    /// <summary>
    /// Tries again after what passes by. Whether the try before was written nobody knows then: a conflict is looked at, and is
    /// ours when our body stands there.
    /// </summary>
    private AppendOutcome Certainly(PendingAppend append, Func<AppendOutcome> write)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var outcome = write();
                return attempt > 1 && outcome is AppendOutcome.Conflict && Written(append) is { } position
                    ? new AppendOutcome.Appended(position)
                    : outcome;
            }
            catch (DbException passing) when (Transient.Passes(passing) && attempt < Transient.Attempts)
            {
                _wait(attempt);
            }
        }
    }

    /// <summary>Page by page, so that no question takes as long as the whole chain.</summary>
    private static IEnumerable<LinkRow> Links(Session session, Func<long> end)
    {
        for (var (after, last) = (long.MinValue, 0L); ; after = last)
        {
            var any = false;
            foreach (var row in session.Each<LinkRow>(new LinksAfter(after, end(), Page)))
            {
                (any, last) = (true, row.Position);
                yield return row;
            }

            if (!any)
            {
                yield break;
            }
        }
    }

    private long? Written(PendingAppend append)
    {
        var last = append.Rows[^1];
        return
            _server.First<WrittenRow>(new LinkOfVersion(last.Stream, last.Version)) is { } found
            && found.BodyHash.AsSpan().SequenceEqual(last.BodyHash)
            ? found.Position
            : null;
    }

    private AppendOutcome Write(Statement appending)
    {
        using var session = _server.Open();
        try
        {
            var position = session.All<long>(appending).Single();
            return new AppendOutcome.Appended(position);
        }
        catch (SqlException conflict) when (conflict.Number == StoreErrors.Conflict)
        {
            // Expected, actual, and the stream's name, which may hold blanks.
            var parts = conflict.Message.Split(' ', 3);
            return new AppendOutcome.Conflict(
                parts[2],
                int.Parse(parts[0], CultureInfo.InvariantCulture),
                int.Parse(parts[1], CultureInfo.InvariantCulture)
            );
        }
    }

    private sealed class LinkRow
    {
        public long Position { get; init; }
        public string Stream { get; init; } = "";
        public int Version { get; init; }
        public string Type { get; init; } = "";
        public DateTimeOffset At { get; init; }
        public byte[] BodyHash { get; init; } = [];
        public byte[] Hash { get; init; } = [];
        public byte[]? Body { get; init; }
        public long? PurgedBy { get; init; }
    }

    private sealed class WrittenRow
    {
        public long Position { get; init; }
        public byte[] BodyHash { get; init; } = [];
    }
}
