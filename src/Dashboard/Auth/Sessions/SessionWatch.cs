using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Mcpx.Dashboard.Auth.Sessions;

/// <summary>
/// Who looks at a circuit, for as long as it is open: asked again at most every minute and at every act. Whoever lost a role loses
/// the button, and whoever signed out elsewhere is signed out here.
/// </summary>
internal sealed class SessionWatch(ILoggerFactory logger, SessionCheck check, SignInMode mode)
    : RevalidatingServerAuthenticationStateProvider(logger)
{
    protected override TimeSpan RevalidationInterval => mode.Options.Session.RecheckEvery;

    /// <summary>Who is there now; null when nobody is signed in any more.</summary>
    public async Task<Person?> NowAsync()
    {
        var state = await GetAuthenticationStateAsync();
        if (state.User.Identity?.IsAuthenticated != true)
        {
            return null;
        }

        if (await AgainAsync(state.User, act: true, CancellationToken.None) is { } now)
        {
            return Person.From(now);
        }

        SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
        return null;
    }

    protected override async Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState,
        CancellationToken cancellationToken
    ) => await AgainAsync(authenticationState.User, act: false, cancellationToken) is not null;

    private async Task<ClaimsPrincipal?> AgainAsync(ClaimsPrincipal known, bool act, CancellationToken cancellation)
    {
        if (known.FindFirstValue(PersonClaims.Session) is not { } key)
        {
            return null;
        }

        var now = await check.NowAsync(key, act, cancellation);
        var (before, after) = (Person.From(known), now is null ? null : Person.From(now));
        // Another person in the same browser is not who opened this page.
        if (now is null || before?.Id != after?.Id)
        {
            return null;
        }

        if (!before!.Roles.Order(StringComparer.Ordinal).SequenceEqual(after!.Roles.Order(StringComparer.Ordinal)))
        {
            SetAuthenticationState(Task.FromResult(new AuthenticationState(now)));
        }

        return now;
    }
}
