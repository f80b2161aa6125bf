using Mcpx.Db.Engines;

namespace Mcpx.Db;

/// <summary>Where the entries lie that were looked for, newest first. Streams are a JSON list; what is null does not narrow it.</summary>
internal sealed record FoundPositions(
    long Through,
    int Most,
    string? Prefix,
    string? Streams,
    string? Type,
    UtcTime From,
    UtcTime To,
    string? Actor
) : Statement
{
    public const string Where = """
        FROM chain c
        WHERE c.position <= @Through
            AND (@Prefix IS NULL OR substr(c.stream, 1, length(@Prefix)) = @Prefix)
            AND (@Streams IS NULL OR c.stream IN (SELECT value FROM json_each(@Streams)))
            AND (@Type IS NULL OR c.type = @Type)
            AND (@From IS NULL OR c.at >= @From)
            AND (@To IS NULL OR c.at < @To)
            AND (@Actor IS NULL OR EXISTS (
                SELECT 1 FROM body a WHERE a.position = c.position
                    AND CASE WHEN json_valid(CAST(a.body AS TEXT))
                        THEN json_extract(CAST(a.body AS TEXT), '$.actor.name') END = @Actor COLLATE NOCASE))
        ORDER BY c.position DESC LIMIT @Most
        """;

    internal override string Sqlite => $"SELECT c.position {Where}";
}

/// <summary>The same entries, with what stands in them.</summary>
internal sealed record FoundLinks(
    long Through,
    int Most,
    string? Prefix,
    string? Streams,
    string? Type,
    UtcTime From,
    UtcTime To,
    string? Actor
) : Statement
{
    // The limit counts links; what stands beside them is looked up after it.
    internal override string Sqlite =>
        $"""
            SELECT c.position, c.stream, c.version, c.type, c.at, CAST(c.hash AS BLOB) AS hash,
                (SELECT CAST(b.body AS BLOB) FROM body b WHERE b.position = c.position) AS body,
                (SELECT p.event FROM purged p WHERE p.position = c.position) AS purgedBy
            {FoundPositions.Where}
            """;
}
