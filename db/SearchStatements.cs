using System.Text.Json;
using Mcpx.Db.Engines;

namespace Mcpx.Db;

/// <summary>What is looked for, newest first; what is null does not narrow it.</summary>
internal abstract record Search : Statement
{
    protected const string Where = """
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

    protected Search(JournalFilter filter, long through, int most) =>
        (Through, Most, Prefix, Streams, Type, From, To, Actor) = (
            through,
            most,
            filter.StreamPrefix,
            filter.Streams is { } streams ? JsonSerializer.Serialize(streams) : null,
            filter.Type,
            new(filter.From),
            new(filter.To),
            filter.Actor
        );

    public long Through { get; }
    public int Most { get; }
    public string? Prefix { get; }

    /// <summary>A JSON list.</summary>
    public string? Streams { get; }
    public string? Type { get; }
    public UtcTime From { get; }
    public UtcTime To { get; }
    public string? Actor { get; }
}

/// <summary>Where the entries lie.</summary>
internal sealed record FoundPositions : Search
{
    public FoundPositions(JournalFilter filter, long through, int most)
        : base(filter, through, most) { }

    internal override string Sqlite => $"SELECT c.position {Where}";
}

/// <summary>The same entries, with what stands in them.</summary>
internal sealed record FoundLinks : Search
{
    public FoundLinks(JournalFilter filter, long through, int most)
        : base(filter, through, most) { }

    // The limit counts links; what stands beside them is looked up after it.
    internal override string Sqlite =>
        $"""
            SELECT c.position, c.stream, c.version, c.type, c.at, CAST(c.hash AS BLOB) AS hash,
                (SELECT CAST(b.body AS BLOB) FROM body b WHERE b.position = c.position) AS body,
                (SELECT p.event FROM purged p WHERE p.position = c.position) AS purgedBy
            {Where}
            """;
}
