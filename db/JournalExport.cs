using System.Security.Cryptography;
using System.Text;
using Mcpx.Db.Engines;
using Mcpx.Db.Proof;
using Mcpx.Domain.Journal;

namespace Mcpx.Db;

/// <summary>What was written.</summary>
/// <param name="From">Position of the first event.</param>
/// <param name="To">Position of the last one.</param>
/// <param name="Events">Lines of events.</param>
/// <param name="Bodies">Of them, those that carry a body.</param>
public sealed record ExportSummary(long From, long To, long Events, long Bodies);

/// <summary>
/// Writes a part of the journal as JSON Lines that are verified without the journal (docs/journal.md). An export of one stream
/// carries the links of the others between its events, so that the chain stays whole.
/// </summary>
public sealed class JournalExport(Journal journal)
{
    /// <summary>Positions of one question.</summary>
    private const int Page = 1_000;

    /// <summary>Writes it, as of one moment.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="from">The first position; null for the first there is.</param>
    /// <param name="to">The last position; null for the last there is.</param>
    /// <param name="stream">Only this stream's bodies; null for all.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Null when there is no such event.</returns>
    public ExportSummary? Write(
        Stream output,
        long? from = null,
        long? to = null,
        string? stream = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(output);
        using var session = journal.Engine.Read();
        var range = session.First<Range>(new ExportRange(stream, from ?? 1, to ?? long.MaxValue));
        return range is { First: { } begin, Last: { } end }
            ? Write(session, output, begin, end, stream, cancellation)
            : null;
    }

    private static ExportSummary Write(
        Session session,
        Stream output,
        long first,
        long last,
        string? stream,
        CancellationToken cancellation
    )
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var previous = session.First<byte[]>(new HashOfLink(first - 1));
        Put(
            new ExportFormat.Begin(
                ExportFormat.Name,
                first,
                last,
                stream,
                Convert.ToHexStringLower(previous ?? Chain.Genesis)
            )
        );
        var (events, bodies, head) = (0L, 0L, "");
        foreach (var row in Rows(session, first, last, stream))
        {
            cancellation.ThrowIfCancellationRequested();
            head = Convert.ToHexStringLower(row.Hash);
            events++;
            bodies += row.Body is null ? 0 : 1;
            Put(
                new ExportFormat.Event(
                    row.Position,
                    Convert.ToHexStringLower(row.BodyHash),
                    head,
                    row.PurgedBy,
                    row.Body is { } body ? Encoding.UTF8.GetString(body) : null
                )
            );
        }

        output.Write(
            ExportFormat.Line(new ExportFormat.End(events, head, Convert.ToHexStringLower(digest.GetHashAndReset())))
        );
        return new(first, last, events, bodies);

        void Put<T>(T value)
        {
            var line = ExportFormat.Line(value);
            digest.AppendData(line);
            output.Write(line);
        }
    }

    /// <summary>
    /// Page by page, so that no question takes as long as the whole journal. Where the session is not of one moment, a body that is
    /// gone without its mark was being purged: it is asked for again.
    /// </summary>
    private static IEnumerable<Row> Rows(Session session, long first, long last, string? stream)
    {
        for (var from = first; from <= last; )
        {
            var through = Math.Min(from + Page - 1, last);
            var page = session.All<Row>(new ExportRows(from, through, stream));
            if (stream is null && page.Any(static row => row is { Body: null, PurgedBy: null }))
            {
                page = session.All<Row>(new ExportRows(from, through, stream));
            }

            foreach (var row in page)
            {
                yield return row;
            }

            // A chain with a gap is told by who verifies the export; it must not be walked through position by position.
            from =
                page.Count > 0
                    ? through + 1
                    : session.First<Range>(new ExportRange(null, from, last))?.First ?? last + 1;
        }
    }

    private sealed class Row
    {
        public long Position { get; init; }
        public byte[] BodyHash { get; init; } = [];
        public byte[] Hash { get; init; } = [];
        public long? PurgedBy { get; init; }
        public byte[]? Body { get; init; }
    }

    private sealed class Range
    {
        public long? First { get; init; }
        public long? Last { get; init; }
    }
}

internal sealed record ExportRange(string? Stream, long From, long To) : Statement
{
    internal override string Sqlite =>
        """
            SELECT MIN(position) AS First, MAX(position) AS Last FROM chain
            WHERE (@Stream IS NULL OR stream = @Stream) AND position >= @From AND position <= @To
            """;
}

/// <summary>Every link of a range; of other streams than the wanted one without the body.</summary>
internal sealed record ExportRows(long First, long Last, string? Stream) : Statement
{
    internal override string Sqlite =>
        """
            SELECT c.position, CAST(c.body_hash AS BLOB) AS BodyHash, CAST(c.hash AS BLOB) AS Hash, p.event AS PurgedBy,
                CASE WHEN @Stream IS NULL OR c.stream = @Stream THEN CAST(b.body AS BLOB) END AS Body
            FROM chain c LEFT JOIN body b ON b.position = c.position LEFT JOIN purged p ON p.position = c.position
            WHERE c.position >= @First AND c.position <= @Last ORDER BY c.position
            """;
}
