using Dapper;
using Mcpx.Domain.Incidents;

namespace Mcpx.Db;

/// <summary>Screenshots that people attest with, written once and served as stored.</summary>
/// <param name="path">The journal's file.</param>
public sealed class PictureStore(string path)
{
    private readonly SqliteFile _file = new(path);

    /// <summary>Keeps a picture; the same once more changes nothing.</summary>
    public void Add(string incident, AttestedPicture picture, byte[] content)
    {
        ArgumentNullException.ThrowIfNull(picture);
        using var connection = _file.Open();
        connection.Execute(
            """
            INSERT INTO picture (incident, sha256, kind, content)
            SELECT @incident, @Sha256, @Kind, @content
            WHERE NOT EXISTS (SELECT 1 FROM picture WHERE incident = @incident AND sha256 = @Sha256)
            """,
            new
            {
                incident,
                picture.Sha256,
                picture.Kind,
                content,
            }
        );
    }

    /// <summary>Every picture of an incident.</summary>
    public IReadOnlyList<(string Sha256, string Kind, byte[] Content)> Of(string incident)
    {
        using var connection = _file.Open();
        return
        [
            .. connection.Query<(string, string, byte[])>(
                "SELECT sha256, kind, content FROM picture WHERE incident = @incident ORDER BY sha256",
                new { incident }
            ),
        ];
    }

    /// <summary>An incident's picture, with what it is; null when it has none of that digest.</summary>
    public (string Kind, byte[] Content)? Find(string incident, string sha256)
    {
        using var connection = _file.Open();
        return
            connection
                .Query<(string, byte[])>(
                    "SELECT kind, content FROM picture WHERE incident = @incident AND sha256 = @sha256",
                    new { incident, sha256 }
                )
                .AsList()
                is [var found]
            ? found
            : null;
    }
}
