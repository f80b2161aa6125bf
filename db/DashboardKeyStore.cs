using Mcpx.Db.Engines;

namespace Mcpx.Db;

/// <summary>The keys that protect the dashboard's cookies, as the platform writes them.</summary>
public sealed class DashboardKeyStore
{
    private readonly Engine _engine;

    internal DashboardKeyStore(Engine engine) => _engine = engine;

    /// <summary>Whether the store is there at all; opening a file would create it.</summary>
    public bool Exists => _engine.Exists;

    /// <summary>Every key, as XML.</summary>
    public IReadOnlyList<string> All() => _engine.All<string>(new DashboardKeys());

    /// <summary>Keeps a key; one of that name that is there stays.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="xml">The key.</param>
    public void Add(string name, string xml) => _engine.Run(new KeepDashboardKey(name, xml));
}

internal sealed record DashboardKeys : Statement
{
    internal override string Sqlite => "SELECT xml FROM dashboard_key ORDER BY name";
}

internal sealed record KeepDashboardKey(string Name, string Xml) : Statement
{
    internal override string Sqlite =>
        "INSERT INTO dashboard_key (name, xml) VALUES (@Name, @Xml) ON CONFLICT (name) DO NOTHING";
}
