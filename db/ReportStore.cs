using Dapper;

namespace Mcpx.Db;

/// <summary>Kept versions of reports, by incident and digest.</summary>
/// <param name="path">The journal's file.</param>
public sealed class ReportStore(string path)
{
    private readonly SqliteFile _file = new(path);

    /// <summary>Keeps a document; the same once more changes nothing.</summary>
    public void Add(string incident, string sha256, string markdown)
    {
        using var connection = _file.Open();
        connection.Execute(
            """
            INSERT INTO report (incident, sha256, markdown)
            SELECT @incident, @sha256, @markdown
            WHERE NOT EXISTS (SELECT 1 FROM report WHERE incident = @incident AND sha256 = @sha256)
            """,
            new
            {
                incident,
                sha256,
                markdown,
            }
        );
    }

    /// <summary>A kept document; null when there is none of that digest.</summary>
    public string? Find(string incident, string sha256)
    {
        using var connection = _file.Open();
        return connection.QuerySingleOrDefault<string>(
            "SELECT markdown FROM report WHERE incident = @incident AND sha256 = @sha256",
            new { incident, sha256 }
        );
    }
}
