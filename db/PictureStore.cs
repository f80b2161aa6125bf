using Mcpx.Db.Engines;
using Mcpx.Domain.Incidents;

namespace Mcpx.Db;

/// <summary>Screenshots that people attest with, written once and served as stored.</summary>
public sealed class PictureStore
{
    private readonly Engine _engine;

    internal PictureStore(Engine engine) => _engine = engine;

    /// <summary>Keeps a picture; the same once more changes nothing.</summary>
    public void Add(string incident, AttestedPicture picture, byte[] content)
    {
        ArgumentNullException.ThrowIfNull(picture);
        _engine.Run(new KeepPicture(incident, picture.Sha256, picture.Kind, content));
    }

    /// <summary>Every picture of an incident.</summary>
    public IReadOnlyList<(string Sha256, string Kind, byte[] Content)> Of(string incident) =>
        [
            .. _engine
                .All<PictureRow>(new PicturesOf(incident, Sha256: null))
                .Select(row => (row.Sha256, row.Kind, row.Content)),
        ];

    /// <summary>An incident's picture, with what it is; null when it has none of that digest.</summary>
    public (string Kind, byte[] Content)? Find(string incident, string sha256) =>
        _engine.First<PictureRow>(new PicturesOf(incident, sha256)) is { } found ? (found.Kind, found.Content) : null;

    private sealed record PictureRow(string Sha256, string Kind, byte[] Content);
}

internal sealed record KeepPicture(string Incident, string Sha256, string Kind, byte[] Content) : Statement
{
    internal override string Sqlite =>
        """
            INSERT INTO picture (incident, sha256, kind, content)
            SELECT @Incident, @Sha256, @Kind, @Content
            WHERE NOT EXISTS (SELECT 1 FROM picture WHERE incident = @Incident AND sha256 = @Sha256)
            """;
}

internal sealed record PicturesOf(string Incident, string? Sha256) : Statement
{
    internal override string Sqlite =>
        """
            SELECT sha256, kind, content FROM picture
            WHERE incident = @Incident AND (@Sha256 IS NULL OR sha256 = @Sha256) ORDER BY sha256
            """;
}
