using Dapper;

namespace Mcpx.Db;

/// <summary>People's sessions at the dashboard, each as a sealed ticket that only a dashboard opens.</summary>
/// <param name="path">The journal's file.</param>
public sealed class SessionStore(string path)
{
    /// <summary>More sessions of one person end the oldest.</summary>
    public const int MostOfOne = 20;

    private readonly SqliteFile _file = new(path);

    /// <summary>Whether the file is there at all; opening it would create it.</summary>
    public bool Exists => File.Exists(_file.Path);

    /// <summary>Begins a session, and clears away what ran out and what one person has too many of.</summary>
    /// <param name="id">SHA-256 of what the cookie names.</param>
    /// <param name="person">Whose.</param>
    /// <param name="ticket">Sealed.</param>
    /// <param name="expires">When it ends.</param>
    /// <param name="now">When it is.</param>
    public void Add(string id, string person, byte[] ticket, DateTimeOffset expires, DateTimeOffset now)
    {
        using var connection = _file.Open();
        using var transaction = connection.BeginTransaction();
        connection.Execute(
            """
            DELETE FROM dashboard_session WHERE expires <= @now;
            INSERT INTO dashboard_session (id, person, ticket, expires) VALUES (@id, @person, @ticket, @expires);
            DELETE FROM dashboard_session WHERE person = @person AND id NOT IN
                (SELECT id FROM dashboard_session WHERE person = @person ORDER BY expires DESC, rowid DESC LIMIT @MostOfOne);
            """,
            new
            {
                id,
                person,
                ticket,
                expires = expires.ToUnixTimeSeconds(),
                now = now.ToUnixTimeSeconds(),
                MostOfOne,
            },
            transaction
        );
        transaction.Commit();
    }

    /// <summary>Replaces a ticket. One whose session ended is not brought back.</summary>
    /// <returns>Whether the session is there.</returns>
    /// <param name="id">Which.</param>
    /// <param name="ticket">Sealed.</param>
    /// <param name="expires">When it ends.</param>
    public bool Renew(string id, byte[] ticket, DateTimeOffset expires)
    {
        using var connection = _file.Open();
        return connection.Execute(
                "UPDATE dashboard_session SET ticket = @ticket, expires = @expires WHERE id = @id",
                new
                {
                    id,
                    ticket,
                    expires = expires.ToUnixTimeSeconds(),
                }
            ) == 1;
    }

    /// <summary>A session's ticket; null when it is over.</summary>
    /// <param name="id">Which.</param>
    /// <param name="now">When it is.</param>
    public byte[]? Find(string id, DateTimeOffset now)
    {
        using var connection = _file.Open();
        return connection.QuerySingleOrDefault<byte[]>(
            "SELECT ticket FROM dashboard_session WHERE id = @id AND expires > @now",
            new { id, now = now.ToUnixTimeSeconds() }
        );
    }

    /// <summary>Ends a session.</summary>
    /// <param name="id">Which.</param>
    public void Remove(string id)
    {
        using var connection = _file.Open();
        connection.Execute("DELETE FROM dashboard_session WHERE id = @id", new { id });
    }
}
