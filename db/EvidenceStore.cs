using Mcpx.Db.Engines;

namespace Mcpx.Db;

/// <summary>Sealed evidence packs, written once and served as stored.</summary>
public sealed class EvidenceStore
{
    private readonly IJournalEngine _engine;

    internal EvidenceStore(IJournalEngine engine) => _engine = engine;

    /// <summary>Stores a part, all of it or nothing; a part that exists is refused by the database.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="part">Its number.</param>
    /// <param name="sha256">The zip's digest, lower-case hexadecimal.</param>
    /// <param name="zip">The zip, from its beginning; it must know its length. It is never held as a whole.</param>
    public void Add(string incident, int part, string sha256, Stream zip)
    {
        ArgumentNullException.ThrowIfNull(zip);
        _engine.AddPack(incident, part, sha256, zip);
    }

    /// <summary>The number the next part will have.</summary>
    public int NextPart(string incident) => _engine.Engine.First<int>(new NextPack(incident));

    /// <summary>A part's zip, read piece by piece; null when there is none.</summary>
    public PackStream? Open(string incident, int part) =>
        _engine.Engine.First<PackRow>(new FoundPack(incident, part)) is { } found
            ? new(_engine, incident, part, found.Length, found.Sha256)
            : null;

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
            var links = _engine.Engine.All<EvidenceLink>(new LinksOfStream(stream, after, through, page));
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

    private sealed class PackRow
    {
        public string Sha256 { get; init; } = "";
        public long Length { get; init; }
    }
}

internal sealed record NextPack(string Incident) : Statement
{
    internal override string Sqlite =>
        "SELECT COALESCE(MAX(part), 0) + 1 FROM evidence_pack WHERE incident = @Incident";
}

internal sealed record FoundPack(string Incident, int Part) : Statement
{
    internal override string Sqlite =>
        "SELECT sha256, length(zip) AS Length FROM evidence_pack WHERE incident = @Incident AND part = @Part";
}

internal sealed record LinksOfStream(string Stream, long After, long Through, int Most) : Statement
{
    internal override string Sqlite =>
        """
            SELECT c.position AS Position, p.hash AS Previous, c.body_hash AS BodyHash, c.hash AS Hash, b.body AS Body
            FROM chain c LEFT JOIN chain p ON p.position = c.position - 1 LEFT JOIN body b ON b.position = c.position
            WHERE c.stream = @Stream AND c.position > @After AND c.position <= @Through
            ORDER BY c.version LIMIT @Most
            """;
}
