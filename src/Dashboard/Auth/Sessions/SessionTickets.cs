using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Mcpx.Db;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;

namespace Mcpx.Dashboard.Auth.Sessions;

/// <summary>
/// Sessions at the server: the cookie holds a random name, the ticket lies in the store. So a sign-out counts everywhere at once, and
/// a role that is gone can be taken out. While the store cannot be used, sessions live in memory and end with the process, and one
/// that ends is refused here at once and ended in the store as soon as that can be written.
/// </summary>
internal sealed class SessionTickets(
    Db.Store store,
    IDataProtectionProvider protection,
    TimeProvider time,
    ILogger<SessionTickets> log
) : ITicketStore
{
    private const int MostInMemory = 1_000;
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(10);

    private readonly IDataProtector _seal = protection.CreateProtector("mcpx-session");
    private readonly ConcurrentDictionary<string, AuthenticationTicket> _memory = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _stillToEnd = new(StringComparer.Ordinal);
    private int _endsLater;

    public Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        Mark(ticket, key);
        var id = IdOf(key);
        if (
            !TryStore(sessions =>
                sessions.Add(id, PersonOf(ticket), Sealed(ticket), ExpiryOf(ticket), time.GetUtcNow())
            )
        )
        {
            Remember(id, ticket);
        }

        return Task.FromResult(key);
    }

    public Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        Mark(ticket, key);
        var id = IdOf(key);
        if (_memory.ContainsKey(id))
        {
            _memory[id] = ticket;
        }
        else
        {
            TryStore(sessions => sessions.Renew(id, Sealed(ticket), ExpiryOf(ticket)));
        }

        return Task.CompletedTask;
    }

    public Task<AuthenticationTicket?> RetrieveAsync(string key) => Task.FromResult(Find(key));

    public Task RemoveAsync(string key)
    {
        End(key);
        return Task.CompletedTask;
    }

    /// <summary>Ends a session: nobody comes in with it here from now on.</summary>
    /// <param name="key">Which, see <see cref="PersonClaims.Session"/>.</param>
    /// <returns>
    /// Whether that holds for every dashboard; false while the store cannot be written, which is tried again until it can.
    /// </returns>
    public bool End(string key)
    {
        var id = IdOf(key);
        if (_memory.TryRemove(id, out _) || !store.Sessions.Exists)
        {
            return true;
        }

        // Whoever signs out twice waits once for a store that is held by somebody else.
        if (_stillToEnd.ContainsKey(id))
        {
            return false;
        }

        if (TryStore(sessions => sessions.Remove(id)))
        {
            return true;
        }

        _stillToEnd[id] = true;
        EndLater();
        return false;
    }

    /// <summary>The ticket of a session; null when it is over.</summary>
    public AuthenticationTicket? Find(string key)
    {
        var id = IdOf(key);
        if (_stillToEnd.ContainsKey(id))
        {
            return null;
        }

        if (_memory.TryGetValue(id, out var remembered))
        {
            return ExpiryOf(remembered) > time.GetUtcNow() ? remembered : null;
        }

        byte[]? found = null;
        return TryStore(sessions => found = sessions.Find(id, time.GetUtcNow())) && found is not null
            ? Open(found)
            : null;
    }

    /// <summary>In a while, so that a store that is away is not asked all the time; once for all that wait.</summary>
    private void EndLater()
    {
        if (Interlocked.Exchange(ref _endsLater, 1) == 0)
        {
            _ = Task.Run(EndLaterAsync);
        }
    }

    private async Task EndLaterAsync()
    {
        try
        {
            while (!_stillToEnd.IsEmpty)
            {
                await Task.Delay(Again, time);
                foreach (var id in _stillToEnd.Keys.TakeWhile(id => TryStore(sessions => sessions.Remove(id))))
                {
                    _stillToEnd.TryRemove(id, out _);
                }
            }
        }
        finally
        {
            Volatile.Write(ref _endsLater, 0);
        }

        // Whoever came in between saw it still at work.
        if (!_stillToEnd.IsEmpty)
        {
            EndLater();
        }
    }

    private byte[] Sealed(AuthenticationTicket ticket) => _seal.Protect(TicketSerializer.Default.Serialize(ticket));

    private AuthenticationTicket? Open(byte[] sealedTicket)
    {
        try
        {
            return TicketSerializer.Default.Deserialize(_seal.Unprotect(sealedTicket));
        }
        catch (Exception problem) when (problem is CryptographicException or IOException or FormatException)
        {
            Log.TicketUnreadable(log, problem);
            return null;
        }
    }

    private bool TryStore(Action<SessionStore> use)
    {
        if (!store.Sessions.Exists)
        {
            return false;
        }

        try
        {
            use(store.Sessions);
            return true;
        }
        catch (DbException problem)
        {
            Log.SessionsUnreachable(log, problem);
            return false;
        }
    }

    private void Remember(string id, AuthenticationTicket ticket)
    {
        if (_memory.Count >= MostInMemory)
        {
            var oldest = _memory.MinBy(static pair => pair.Value.Properties.BeganAt() ?? DateTimeOffset.MinValue).Key;
            _memory.TryRemove(oldest, out _);
        }

        _memory[id] = ticket;
    }

    /// <summary>A circuit finds its session by this claim; the cookie is out of its sight.</summary>
    private static void Mark(AuthenticationTicket ticket, string key)
    {
        var identity = (ClaimsIdentity)ticket.Principal.Identity!;
        if (identity.FindFirst(PersonClaims.Session) is { } known)
        {
            identity.RemoveClaim(known);
        }

        identity.AddClaim(new(PersonClaims.Session, key));
    }

    private DateTimeOffset ExpiryOf(AuthenticationTicket ticket) =>
        ticket.Properties.ExpiresUtc ?? time.GetUtcNow().AddHours(1);

    private static string PersonOf(AuthenticationTicket ticket) => Person.From(ticket.Principal)?.Id ?? "";

    private static string IdOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
