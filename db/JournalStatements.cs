using Mcpx.Db.Engines;

namespace Mcpx.Db;

internal sealed record EventsAfter(long Position, int Most) : Statement
{
    internal override string Sqlite =>
        "SELECT position, body FROM body WHERE position > @Position ORDER BY position LIMIT @Most";
}

internal sealed record EventsOfStream(string Stream, int After) : Statement
{
    internal override string Sqlite =>
        """
            SELECT c.position, b.body FROM chain c JOIN body b ON b.position = c.position
            WHERE c.stream = @Stream AND c.version > @After ORDER BY c.version
            """;
}

internal sealed record NewestEvents(string StreamPrefix, int Most, long Through) : Statement
{
    internal override string Sqlite =>
        """
            SELECT c.position, b.body FROM chain c JOIN body b ON b.position = c.position
            WHERE substr(c.stream, 1, length(@StreamPrefix)) = @StreamPrefix AND c.position <= @Through
            ORDER BY c.position DESC LIMIT @Most
            """;
}

internal sealed record NewestLink : Statement
{
    internal override string Sqlite => "SELECT position, hash, at FROM chain ORDER BY position DESC LIMIT 1";
}

internal sealed record HashOfLink(long Position) : Statement
{
    internal override string Sqlite => "SELECT hash FROM chain WHERE position = @Position";
}
