using Mcpx.Db.Engines;

namespace Mcpx.Db;

/// <summary>People's sessions at the dashboard, each as a sealed ticket that only a dashboard opens.</summary>
public sealed class SessionStore
{
    /// <summary>More sessions of one person end the oldest.</summary>
    public const int MostOfOne = 20;

    private readonly Engine _engine;

    internal SessionStore(Engine engine) => _engine = engine;

    /// <summary>Whether the store is there at all; opening a file would create it.</summary>
    public bool Exists => _engine.Exists;

    /// <summary>Begins a session, and clears away what ran out and what one person has too many of.</summary>
    /// <param name="id">SHA-256 of what the cookie names.</param>
    /// <param name="person">Whose.</param>
    /// <param name="ticket">Sealed.</param>
    /// <param name="expires">When it ends.</param>
    /// <param name="now">When it is.</param>
    public void Add(string id, string person, byte[] ticket, DateTimeOffset expires, DateTimeOffset now)
    {
        using var session = _engine.Begin();
        session.Run(
            new BeginSession(id, person, ticket, expires.ToUnixTimeSeconds(), now.ToUnixTimeSeconds(), MostOfOne)
        );
        session.Commit();
    }

    /// <summary>Replaces a ticket. One whose session ended is not brought back.</summary>
    /// <returns>Whether the session is there.</returns>
    /// <param name="id">Which.</param>
    /// <param name="ticket">Sealed.</param>
    /// <param name="expires">When it ends.</param>
    public bool Renew(string id, byte[] ticket, DateTimeOffset expires) =>
        _engine.Run(new RenewSession(id, ticket, expires.ToUnixTimeSeconds())) == 1;

    /// <summary>A session's ticket; null when it is over.</summary>
    /// <param name="id">Which.</param>
    /// <param name="now">When it is.</param>
    public byte[]? Find(string id, DateTimeOffset now) =>
        _engine.First<byte[]>(new FoundSession(id, now.ToUnixTimeSeconds()));

    /// <summary>Ends a session.</summary>
    /// <param name="id">Which.</param>
    public void Remove(string id) => _engine.Run(new EndSession(id));
}

internal sealed record BeginSession(string Id, string Person, byte[] Ticket, long Expires, long Now, int Most)
    : Statement
{
    internal override string Sqlite =>
        """
            DELETE FROM dashboard_session WHERE expires <= @Now;
            INSERT INTO dashboard_session (id, person, ticket, expires) VALUES (@Id, @Person, @Ticket, @Expires);
            DELETE FROM dashboard_session WHERE person = @Person AND id NOT IN
                (SELECT id FROM dashboard_session WHERE person = @Person ORDER BY expires DESC, rowid DESC LIMIT @Most);
            """;
}

internal sealed record RenewSession(string Id, byte[] Ticket, long Expires) : Statement
{
    internal override string Sqlite =>
        "UPDATE dashboard_session SET ticket = @Ticket, expires = @Expires WHERE id = @Id";
}

internal sealed record FoundSession(string Id, long Now) : Statement
{
    internal override string Sqlite => "SELECT ticket FROM dashboard_session WHERE id = @Id AND expires > @Now";
}

internal sealed record EndSession(string Id) : Statement
{
    internal override string Sqlite => "DELETE FROM dashboard_session WHERE id = @Id";
}
