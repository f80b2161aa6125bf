using Mcpx.Db.Engines;

namespace Mcpx.Db;

/// <summary>
/// Looks entries up, newest first, for a person who reads the journal. A search keeps one position of a hundred; entries are
/// read from there when they come into sight, so that ten thousand scroll in little memory.
/// </summary>
/// <param name="journal">Where.</param>
public sealed class JournalSearch(Journal journal)
{
    /// <summary>No more entries are counted in one search; older ones take a narrower one.</summary>
    public const int MostFound = 500_000;

    /// <summary>No more are read where only their words tell whether they match.</summary>
    public const int MostRead = 50_000;

    /// <summary>Finds where the entries lie.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancellation">Ends it.</param>
    public JournalIndex Index(JournalFilter filter, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        using var session = journal.Engine.Open();
        var through = journal.Head();
        var marks = new List<long>();
        var (count, read, last) = (0, 0, through);
        foreach (var (position, matches) in Looked(session, filter, through))
        {
            cancellation.ThrowIfCancellationRequested();
            (last, read) = (position, read + 1);
            if (matches && count++ % JournalIndex.Every == 0)
            {
                marks.Add(position);
            }
        }

        return new(count, marks, through, read >= MostOf(filter) && last > 1 ? last : null);
    }

    /// <summary>Reads a stretch of what was found.</summary>
    /// <param name="filter">As in <see cref="Index"/>.</param>
    /// <param name="index">What that found.</param>
    /// <param name="start">The first of them, from 0.</param>
    /// <param name="count">How many at the most.</param>
    public IReadOnlyList<JournalRow> Read(JournalFilter filter, JournalIndex index, int start, int count)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(index);
        var mark = start / JournalIndex.Every;
        if (start < 0 || count <= 0 || mark >= index.Marks.Count)
        {
            return [];
        }

        var skipped = start % JournalIndex.Every;
        return [.. Before(filter, index.Marks[mark] + 1, skipped + count).Rows.Skip(skipped)];
    }

    /// <summary>Reads the newest entries before a position.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="before">Only those before it; null for the newest of all.</param>
    /// <param name="most">How many at the most.</param>
    /// <returns>The entries, and the position to go on before; null where there are no more.</returns>
    public (IReadOnlyList<JournalRow> Rows, long? Next) Before(JournalFilter filter, long? before, int most)
    {
        ArgumentNullException.ThrowIfNull(filter);
        using var session = journal.Engine.Open();
        var limit = filter.Matches is null ? most : MostRead;
        var rows = new List<JournalRow>(Math.Min(most, 1_000));
        var (read, last) = (0, 0L);
        foreach (var row in Query(session, filter, (before ?? long.MaxValue) - 1, limit))
        {
            (last, read) = (row.Position, read + 1);
            if (filter.Matches?.Invoke(row) != false)
            {
                rows.Add(row);
                if (rows.Count == most)
                {
                    break;
                }
            }
        }

        return (rows, last > 1 && (rows.Count == most || read == limit) ? last : null);
    }

    /// <summary>One entry, with the hash it follows; null where there is none.</summary>
    /// <param name="position">Its place in the chain.</param>
    public (JournalRow Row, string Previous)? One(long position)
    {
        var (rows, _) = Before(new(), position + 1, 1);
        return rows is [{ } row] && row.Position == position
            ? (row, journal.HashAt(position - 1) ?? new string('0', 64))
            : null;
    }

    private static int MostOf(JournalFilter filter) => filter.Matches is null ? MostFound : MostRead;

    private static IEnumerable<(long Position, bool Matches)> Looked(
        Session session,
        JournalFilter filter,
        long through
    ) =>
        filter.Matches is { } matches
            ? Query(session, filter, through, MostRead).Select(row => (row.Position, matches(row)))
            : session.Each<long>(new FoundPositions(filter, through, MostFound)).Select(position => (position, true));

    private static IEnumerable<JournalRow> Query(Session session, JournalFilter filter, long through, int most) =>
        session.Each<Link>(new FoundLinks(filter, through, most)).Select(link => link.Row());

    private sealed class Link
    {
        public long Position { get; init; }
        public string Stream { get; init; } = "";
        public long Version { get; init; }
        public string Type { get; init; } = "";
        public object? At { get; init; }
        public byte[] Hash { get; init; } = [];
        public byte[]? Body { get; init; }
        public long? PurgedBy { get; init; }

        // Whoever edited the file may have left no time behind: the entry is shown all the same, and the proof says what is wrong.
        public JournalRow Row() =>
            new(
                Position,
                Stream,
                Version,
                Type,
                UtcTime.Read(At) ?? DateTimeOffset.UnixEpoch,
                Convert.ToHexStringLower(Hash),
                Body is null ? null : (ReadOnlyMemory<byte>?)Body,
                PurgedBy
            );
    }
}
