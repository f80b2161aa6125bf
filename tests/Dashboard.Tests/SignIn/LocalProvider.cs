using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Mcpx.Dashboard.Tests.SignIn;

/// <summary>
/// A real OpenID Connect server on a loopback port: code flow with PKCE, refresh and client credentials. Who is at its keyboard, and
/// how it behaves, is set by the test.
/// </summary>
internal sealed class LocalProvider : IAsyncDisposable
{
    public const string Client = "mcpx-dashboard";
    public const string Secret = "client-secret-of-the-test";
    public const string Audience = "mcpx-api";

    private readonly WebApplication _app;

    private LocalProvider(WebApplication app, RsaSecurityKey key) => (_app, Key) = (app, key);

    /// <summary>Who signs in.</summary>
    public ProviderPerson Person { get; set; } = new("ada@corp.example", "Ada", "IncidentCommander");

    /// <summary>What a pipeline's token says it may.</summary>
    public string[] ProgramRoles { get; set; } = ["Deployer"];

    /// <summary>When the person typed a password last.</summary>
    public DateTimeOffset TypedAt { get; set; } = TimeProvider.System.GetUtcNow();

    /// <summary>Whether it lets people through a step-up without asking them anything.</summary>
    public bool Lax { get; set; }

    /// <summary>Whether it refuses to prolong anything.</summary>
    public bool Refuses { get; set; }

    /// <summary>Whether it is broken: it answers 503 to whoever asks it to prolong.</summary>
    public bool Broken { get; set; }

    /// <summary>Whether its tokens lack the name in the journal.</summary>
    public bool Nameless { get; set; }

    /// <summary>How often it was asked to prolong.</summary>
    public int Refreshed { get; private set; }

    public RsaSecurityKey Key { get; }

    public string Issuer => _app.Urls.First() + "/";

    public static async Task<LocalProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        LocalProvider? provider = null;
        // The key is the test's, so that it can sign what the provider would not.
        var key = new RsaSecurityKey(RSA.Create(2048)) { KeyId = "provider" };
        using var encryption = RSA.Create(2048);
        var encryptionKey = new RsaSecurityKey(encryption.ExportParameters(includePrivateParameters: true));
        builder
            .Services.AddOpenIddict()
            .AddServer(options =>
            {
                options.EnableDegradedMode();
                options
                    .SetAuthorizationEndpointUris("authorize")
                    .SetTokenEndpointUris("token")
                    .SetEndSessionEndpointUris("logout");
                options.AllowAuthorizationCodeFlow().AllowRefreshTokenFlow().AllowClientCredentialsFlow();
                options.RequireProofKeyForCodeExchange();
                options.RegisterScopes("profile", "email", "offline_access");
                options.AddEncryptionKey(encryptionKey).DisableAccessTokenEncryption();
                options.AddSigningKey(key);
                options.UseAspNetCore().DisableTransportSecurityRequirement();
                Handle(options, () => provider!);
            });
        var app = builder.Build();
        provider = new(app, key);
        app.UseAuthentication();
        await app.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static void Handle(OpenIddictServerBuilder options, Func<LocalProvider> provider)
    {
        options.AddEventHandler<ValidateAuthorizationRequestContext>(handler =>
            handler.UseInlineHandler(context =>
            {
                if (
                    context.ClientId != Client
                    || context.RedirectUri?.EndsWith("/signin-oidc", StringComparison.Ordinal) != true
                )
                {
                    context.Reject(Errors.InvalidClient);
                }

                return ValueTask.CompletedTask;
            })
        );
        options.AddEventHandler<ValidateTokenRequestContext>(handler =>
            handler.UseInlineHandler(context =>
            {
                if (context.ClientSecret != Secret)
                {
                    context.Reject(Errors.InvalidClient);
                }

                return ValueTask.CompletedTask;
            })
        );
        options.AddEventHandler<ValidateEndSessionRequestContext>(handler =>
            handler.UseInlineHandler(static _ => ValueTask.CompletedTask)
        );
        options.AddEventHandler<HandleAuthorizationRequestContext>(handler =>
            handler.UseInlineHandler(context =>
            {
                context.Principal = provider().SignIn(context.Request);
                return ValueTask.CompletedTask;
            })
        );
        options.AddEventHandler<HandleTokenRequestContext>(handler =>
            handler.UseInlineHandler(context =>
            {
                provider().Answer(context);
                return ValueTask.CompletedTask;
            })
        );
        options.AddEventHandler<HandleEndSessionRequestContext>(handler =>
            handler.UseInlineHandler(context =>
            {
                context.SignOut();
                return ValueTask.CompletedTask;
            })
        );
    }

    private ClaimsPrincipal SignIn(OpenIddictRequest request)
    {
        if ((request.MaxAge == 0 || request.HasPromptValue(PromptValues.Login)) && !Lax)
        {
            TypedAt = TimeProvider.System.GetUtcNow();
        }

        var principal = Principal(Person, TypedAt, request.GetScopes());
        if (request.GetParameter("claims")?.ToString()?.Contains("\"c1\"", StringComparison.Ordinal) == true)
        {
            var context = new Claim("acrs", "c1");
            context.SetDestinations(Destinations.IdentityToken);
            ((ClaimsIdentity)principal.Identity!).AddClaim(context);
        }

        return principal;
    }

    private void Answer(HandleTokenRequestContext context)
    {
        if (context.Request.IsClientCredentialsGrantType())
        {
            context.Principal = Program();
        }
        else if (context.Request.IsRefreshTokenGrantType())
        {
            Refreshed++;
            if (Broken)
            {
                context.Reject(Errors.ServerError, "It is broken.");
                return;
            }

            if (Refuses)
            {
                context.Reject(Errors.InvalidGrant, "The account is disabled.");
                return;
            }

            context.Principal = Principal(Person, TypedAt, context.Principal!.GetScopes());
            if (Nameless)
            {
                context.Principal.RemoveClaims(Claims.PreferredUsername);
            }
        }
    }

    private static ClaimsPrincipal Principal(ProviderPerson person, DateTimeOffset typedAt, IEnumerable<string> scopes)
    {
        var identity = new ClaimsIdentity("provider", Claims.Name, "roles");
        identity.SetClaim(Claims.Subject, $"sub-{person.Id}");
        identity.SetClaim(Claims.Name, person.Name);
        identity.SetClaim(Claims.PreferredUsername, person.Id);
        identity.SetClaim(Claims.AuthenticationTime, typedAt.ToUnixTimeSeconds());
        // What a hostile or careless directory might add: it must give nothing.
        identity.SetClaim("mcpx:id", "somebody-else");
        identity.SetClaim("mcpx:proved", TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        if (person.ForgeLogin is { } login)
        {
            identity.SetClaim("github", login);
        }

        identity.AddClaims(person.Roles.Select(static role => new Claim("roles", role)));
        identity.SetScopes(scopes);
        identity.SetDestinations(static _ => [Destinations.IdentityToken]);
        return new(identity);
    }

    private ClaimsPrincipal Program()
    {
        var identity = new ClaimsIdentity("provider", Claims.Name, "roles");
        identity.SetClaim(Claims.Subject, "ci-pipeline");
        identity.AddClaims(ProgramRoles.Select(static role => new Claim("roles", role)));
        identity.SetAudiences(Audience);
        identity.SetDestinations(static _ => [Destinations.AccessToken]);
        return new(identity);
    }
}
