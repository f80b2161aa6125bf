using System.Globalization;
using System.Security.Claims;
using Mcpx.Dashboard.Auth.Provider;
using Mcpx.Domain.Configuration.SignIn;
using Microsoft.AspNetCore.Authentication;

namespace Mcpx.Dashboard.Auth.Sessions;

/// <summary>
/// Looks whether a session still stands and whose it is now. Nothing tells a cookie that a role is gone: the provider is asked at
/// most every minute, and before every act. When it cannot be asked, the session lives on for a while: the incident may have taken
/// the provider along.
/// </summary>
internal sealed class SessionCheck(
    SignInMode mode,
    SessionTickets tickets,
    IServiceProvider services,
    TimeProvider time,
    ILogger<SessionCheck> log
)
{
    /// <summary>Two clicks in a row ask once.</summary>
    public static readonly TimeSpan BeforeAnAct = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 64).Select(static _ => new SemaphoreSlim(1))];

    private SessionLimits Limits => mode.Options.Session;

    /// <summary>Who the session belongs to now; null when it is over.</summary>
    /// <param name="key">The session, see <see cref="PersonClaims.Session"/>.</param>
    /// <param name="act">Whether they are about to do something.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<ClaimsPrincipal?> NowAsync(string key, bool act, CancellationToken cancellation)
    {
        var now = await AskedNowAsync(key, act, cancellation);
        if (act && now is not null)
        {
            await UsedAsync(key);
        }

        return now;
    }

    private async Task<ClaimsPrincipal?> AskedNowAsync(string key, bool act, CancellationToken cancellation)
    {
        var mostOld = act && BeforeAnAct < Limits.RecheckEvery ? BeforeAnAct : Limits.RecheckEvery;
        if (tickets.Find(key) is not { } ticket || await IsOverAsync(key, ticket))
        {
            return null;
        }

        if (!mode.UsesProvider || Age(ticket) < mostOld)
        {
            return ticket.Principal;
        }

        var turn = _turns[(uint)key.GetHashCode(StringComparison.Ordinal) % _turns.Length];
        await turn.WaitAsync(cancellation);
        try
        {
            // Somebody else may have asked, or signed out, while we waited.
            return tickets.Find(key) is not { } fresh ? null
                : Age(fresh) < mostOld ? fresh.Principal
                : await AskAsync(key, fresh);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Acting in an open page is use, too: the cookie does not see it.</summary>
    private async Task UsedAsync(string key)
    {
        if (tickets.Find(key) is { } ticket && ticket.Properties.ExpiresUtc - time.GetUtcNow() < Limits.Idle / 2)
        {
            // Both: the cookie prolongs a session by as much as lies between them.
            ticket.Properties.IssuedUtc = time.GetUtcNow();
            ticket.Properties.ExpiresUtc = ticket.Properties.IssuedUtc + Limits.Idle;
            await tickets.RenewAsync(key, ticket);
        }
    }

    private TimeSpan Age(AuthenticationTicket ticket) =>
        time.GetUtcNow() - (ticket.Properties.CheckedAt() ?? DateTimeOffset.MinValue);

    private async Task<bool> IsOverAsync(string key, AuthenticationTicket ticket)
    {
        if (time.GetUtcNow() - (ticket.Properties.BeganAt() ?? DateTimeOffset.MinValue) < Limits.Absolute)
        {
            return false;
        }

        await EndAsync(key, ticket, "it lasted as long as a session may");
        return true;
    }

    private async Task<ClaimsPrincipal?> AskAsync(string key, AuthenticationTicket ticket)
    {
        var answer =
            ticket.Properties.GetTokenValue("refresh_token") is { Length: > 0 } refresh
            && ticket.Principal.FindFirstValue("sub") is { } subject
                ? await services.GetRequiredService<ProviderRefresh>().AskAsync(refresh, subject)
                : new RefreshAnswer.Unknown("it gave no refresh token");
        switch (answer)
        {
            case RefreshAnswer.Known known when Renewed(ticket, known) is { } renewed:
                await tickets.RenewAsync(key, renewed);
                return renewed.Principal;
            // The other of two dashboards may have used the refresh token first.
            case RefreshAnswer.Refused
                when tickets.Find(key) is { } other && other.Properties.CheckedAt() > ticket.Properties.CheckedAt():
                return other.Principal;
            case RefreshAnswer.Known:
                await EndAsync(key, ticket, "the provider's token does not say who they are any more");
                return null;
            case RefreshAnswer.Refused refused:
                await EndAsync(key, ticket, refused.Reason);
                return null;
            case RefreshAnswer.Unknown unknown when Age(ticket) < Limits.UncheckedFor:
                Log.NotRechecked(
                    log,
                    NameOf(ticket),
                    unknown.Reason,
                    (ticket.Properties.CheckedAt() ?? time.GetUtcNow()) + Limits.UncheckedFor
                );
                return ticket.Principal;
            default:
                await EndAsync(key, ticket, "the provider could not be asked for too long");
                return null;
        }
    }

    /// <summary>With the roles of now. A refresh proves nothing: when they last proved who they are stays.</summary>
    private AuthenticationTicket? Renewed(AuthenticationTicket ticket, RefreshAnswer.Known known)
    {
        var proved = long.TryParse(
            ticket.Principal.FindFirstValue(PersonClaims.ProvedAt),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var at
        )
            ? at
            : 0;
        if (services.GetRequiredService<ProviderClaims>().Person(known.Token, proved) is not { } principal)
        {
            return null;
        }

        var (before, now) = (RolesOf(ticket.Principal), RolesOf(principal));
        if (before != now)
        {
            Log.RolesChanged(log, NameOf(ticket), before, now);
        }

        var properties = ticket.Properties.Clone();
        properties.Check(time.GetUtcNow());
        if (known.RefreshToken is { } next)
        {
            properties.UpdateTokenValue("refresh_token", next);
        }

        return new(principal, properties, ticket.AuthenticationScheme);
    }

    private async Task EndAsync(string key, AuthenticationTicket ticket, string reason)
    {
        Log.Ended(log, NameOf(ticket), reason);
        await tickets.RemoveAsync(key);
    }

    private static string NameOf(AuthenticationTicket ticket) => Person.From(ticket.Principal)?.Id ?? "somebody";

    private static string RolesOf(ClaimsPrincipal principal) =>
        string.Join(", ", (Person.From(principal)?.Roles ?? []).Order(StringComparer.Ordinal));
}
