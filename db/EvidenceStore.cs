using Dapper;

namespace Mcpx.Db;

/// <summary>Sealed evidence packs, written once and served as stored.</summary>
/// <param name="path">The journal's file.</param>
public sealed class EvidenceStore(string path)
{
    private readonly SqliteFile _file = new(path);

    /// <summary>Stores a part; a part that exists is refused by the database.</summary>
    public void Add(string incident, int part, string sha256, byte[] zip)
    {
        using var connection = _file.Open();
        connection.Execute(
            "INSERT INTO evidence_pack (incident, part, sha256, zip) VALUES (@incident, @part, @sha256, @zip)",
            new
            {
                incident,
                part,
                sha256,
                zip,
            }
        );
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

    /// <summary>The newest part's zip; null when nothing was sealed yet.</summary>
    public byte[]? Newest(string incident)
    {
        using var connection = _file.Open();
        return connection.QuerySingleOrDefault<byte[]>(
            "SELECT zip FROM evidence_pack WHERE incident = @incident ORDER BY part DESC LIMIT 1",
            new { incident }
        );
    }
}
