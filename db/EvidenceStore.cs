using Dapper;
using Microsoft.Data.Sqlite;

namespace Mcpx.Db;

/// <summary>Sealed evidence packs, written once and served as stored.</summary>
/// <param name="path">The journal's file.</param>
public sealed class EvidenceStore(string path)
{
    private readonly SqliteFile _file = new(path);

    /// <summary>Stores a part, all of it or nothing; a part that exists is refused by the database.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="part">Its number.</param>
    /// <param name="sha256">The zip's digest, lower-case hexadecimal.</param>
    /// <param name="zip">The zip, from its beginning; it must know its length. It is never held as a whole.</param>
    public void Add(string incident, int part, string sha256, Stream zip)
    {
        ArgumentNullException.ThrowIfNull(zip);
        using var connection = _file.Open();
        using var transaction = connection.BeginTransaction();
        var row = connection.ExecuteScalar<long>(
            """
            INSERT INTO evidence_pack (incident, part, sha256, zip)
            VALUES (@incident, @part, @sha256, zeroblob(@length)) RETURNING rowid
            """,
            new
            {
                incident,
                part,
                sha256,
                length = zip.Length,
            },
            transaction
        );
        using (var blob = new SqliteBlob(connection, "evidence_pack", "zip", row))
        {
            zip.CopyTo(blob);
        }

        transaction.Commit();
    }

    /// <summary>The number the next part will have.</summary>
    public int NextPart(string incident)
    {
        using var connection = _file.Open();
        return connection.ExecuteScalar<int>(
            "SELECT COALESCE(MAX(part), 0) + 1 FROM evidence_pack WHERE incident = @incident",
            new { incident }
        );
    }

    /// <summary>A part's zip, read piece by piece; null when there is none.</summary>
    public PackStream? Open(string incident, int part)
    {
        using var connection = _file.Open();
        return
            connection.QuerySingleOrDefault<PackRow>(
                "SELECT rowid AS Row, sha256, length(zip) AS Length FROM evidence_pack WHERE incident = @incident AND part = @part",
                new { incident, part }
            )
                is { } found
            ? new(_file, found.Row, found.Length, part, found.Sha256)
            : null;
    }

    /// <summary>The newest part's zip, read piece by piece; null when nothing was sealed yet.</summary>
    public PackStream? OpenNewest(string incident) => Open(incident, NextPart(incident) - 1);

    /// <summary>A stream's links up to a position, oldest first, each with the hash before it; a few are held at a time.</summary>
    /// <param name="stream">Which stream.</param>
    /// <param name="through">The last position wanted.</param>
    public IEnumerable<EvidenceLink> Links(string stream, long through)
    {
        const int page = 200;
        for (var after = 0L; ; )
        {
            List<EvidenceLink> links;
            using (var connection = _file.Open())
            {
                links = connection
                    .Query<EvidenceLink>(
                        """
                        SELECT c.position AS Position, p.hash AS Previous, c.body_hash AS BodyHash, c.hash AS Hash, b.body AS Body
                        FROM chain c LEFT JOIN chain p ON p.position = c.position - 1 LEFT JOIN body b ON b.position = c.position
                        WHERE c.stream = @stream AND c.position > @after AND c.position <= @through
                        ORDER BY c.version LIMIT @page
                        """,
                        new
                        {
                            stream,
                            after,
                            through,
                            page,
                        }
                    )
                    .AsList();
            }

            foreach (var link in links)
            {
                yield return link;
            }

            if (links.Count < page)
            {
                yield break;
            }

            after = links[^1].Position;
        }
    }

    private sealed record PackRow(long Row, string Sha256, long Length);
}
