using System.Security.Claims;
using System.Text.Encodings.Web;
using Mcpx.Dashboard.Store;
using Mcpx.Domain.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Mcpx.Dashboard.Auth.ApiKeys;

/// <summary>
/// Pipelines with a key: <c>Authorization: Bearer mcpx_…</c> or <c>X-Api-Key: mcpx_…</c>. The journal knows its hash, and a revoked key
/// opens nothing as soon as the journal says so.
/// </summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    StoreFollower follower,
    TimeProvider time
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";
    public const string Header = "X-Api-Key";
    private const string Bearer = "Bearer ";

    /// <summary>The key a request shows; null when it shows none.</summary>
    public static string? KeyIn(HttpRequest request)
    {
        if (request.Headers.TryGetValue(Header, out var shown))
        {
            return shown.ToString();
        }

        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(Bearer + KeyText.Prefix, StringComparison.OrdinalIgnoreCase)
            ? authorization[Bearer.Length..].Trim()
            : null;
    }

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var failed = await HandleAuthenticateOnceSafeAsync();
        // Without a readable store nobody's key is known: that is our trouble, not the caller's.
        var status = follower.Obstacle is null
            ? StatusCodes.Status401Unauthorized
            : StatusCodes.Status503ServiceUnavailable;
        Response.Headers.WWWAuthenticate = "Bearer";
        await Results
            .Problem(failed.Failure?.Message ?? "A key is needed.", statusCode: status, title: "The key is refused")
            .ExecuteAsync(Context);
    }

    private AuthenticateResult Authenticate()
    {
        if (follower.Obstacle is not null)
        {
            return AuthenticateResult.Fail("Keys cannot be looked up: the store is not readable.");
        }

        var key = KeyText.Hash(KeyIn(Request) ?? "") is { } hash ? follower.State.Keys.Find(hash) : null;
        return key is null ? AuthenticateResult.Fail("Nobody made this key here.")
            : key.Problem(time.GetUtcNow()) is { } problem ? AuthenticateResult.Fail(problem)
            : AuthenticateResult.Success(new AuthenticationTicket(Principal(key), SchemeName));
    }

    private static ClaimsPrincipal Principal(ApiKey key)
    {
        var identity = new ClaimsIdentity(SchemeName, ClaimTypes.Name, ClaimTypes.Role);
        identity.AddClaim(new(PersonClaims.Id, $"key:{key.Name}"));
        identity.AddClaim(new(ClaimTypes.Name, key.Name));
        // In the journal a key is a pipeline; what it may do here its scopes say, not this role.
        identity.AddClaim(new(ClaimTypes.Role, Roles.Deployer));
        identity.AddClaim(new(PersonClaims.Key, key.Name));
        identity.AddClaims(key.Scopes.Select(static scope => new Claim(PersonClaims.Scope, scope)));
        identity.AddClaims(key.Environments.Select(static name => new Claim(PersonClaims.Environment, name)));
        return new(identity);
    }
}
