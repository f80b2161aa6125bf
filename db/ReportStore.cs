using Mcpx.Db.Engines;

namespace Mcpx.Db;

/// <summary>Kept versions of reports, by incident and digest.</summary>
public sealed class ReportStore
{
    private readonly Engine _engine;

    internal ReportStore(Engine engine) => _engine = engine;

    /// <summary>Keeps a document; the same once more changes nothing.</summary>
    public void Add(string incident, string sha256, string markdown) =>
        _engine.Run(new KeepReport(incident, sha256, markdown));

    /// <summary>A kept document; null when there is none of that digest.</summary>
    public string? Find(string incident, string sha256) => _engine.First<string>(new FoundReport(incident, sha256));
}

internal sealed record KeepReport(string Incident, string Sha256, string Markdown) : Statement
{
    internal override string Sqlite =>
        """
            INSERT INTO report (incident, sha256, markdown)
            SELECT @Incident, @Sha256, @Markdown
            WHERE NOT EXISTS (SELECT 1 FROM report WHERE incident = @Incident AND sha256 = @Sha256)
            """;
}

internal sealed record FoundReport(string Incident, string Sha256) : Statement
{
    internal override string Sqlite => "SELECT markdown FROM report WHERE incident = @Incident AND sha256 = @Sha256";
}
