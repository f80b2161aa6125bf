using Dapper;

namespace Mcpx.Db;

/// <summary>The keys that protect the dashboard's cookies, as the platform writes them.</summary>
/// <param name="path">The journal's file.</param>
public sealed class DashboardKeyStore(string path)
{
    private readonly SqliteFile _file = new(path);

    /// <summary>Whether the file is there at all; opening it would create it.</summary>
    public bool Exists => File.Exists(_file.Path);

    /// <summary>Every key, as XML.</summary>
    public IReadOnlyList<string> All()
    {
        using var connection = _file.Open();
        return connection.Query<string>("SELECT xml FROM dashboard_key ORDER BY name").AsList();
    }

    /// <summary>Keeps a key; one of that name that is there stays.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="xml">The key.</param>
    public void Add(string name, string xml)
    {
        using var connection = _file.Open();
        connection.Execute(
            "INSERT INTO dashboard_key (name, xml) VALUES (@name, @xml) ON CONFLICT (name) DO NOTHING",
            new { name, xml }
        );
    }
}
