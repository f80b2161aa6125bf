using System.Text.Json;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Mcpx.Dashboard.Auth.Provider;

/// <summary>How people come in through the provider, and how they prove once more who they are.</summary>
internal static class PeopleSignIn
{
    /// <summary>Marks a challenge as a step-up.</summary>
    public const string Again = "mcpx.again";

    public static void Configure(OpenIdConnectOptions options, ProviderClaims claims, SignInMode mode)
    {
        options.SignInScheme = SignInRegistration.CookieScheme;
        options.ClientSecret = mode.RevealSecret();
        options.ResponseType = OpenIdConnectResponseType.Code;
        // The answer comes as a link, so that its cookies need not be sent on other sites' posts.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        // Kept in the session at the server: the refresh token is how a lost role is noticed.
        options.SaveTokens = true;
        options.MapInboundClaims = false;
        // Identity.Web brings a handler of its own, which would rename the claims that tell who deployed.
        if (options.TokenHandler is JsonWebTokenHandler handler)
        {
            handler.MapInboundClaims = false;
        }

        options.GetClaimsFromUserInfoEndpoint = false;
        options.Scope.Clear();
        foreach (var scope in new[] { "openid", "profile", "email", "offline_access" })
        {
            options.Scope.Add(scope);
        }

        // Whether auth_time is there is asked where it counts.
        options.TokenValidationParameters.NameClaimType = mode.Options.Oidc?.NameClaim ?? "name";
        options.TokenValidationParameters.RoleClaimType = mode.Options.Oidc?.RoleClaim ?? "roles";
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.NonceCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = options.NonceCookie.SecurePolicy = options.RequireHttpsMetadata
            ? CookieSecurePolicy.Always
            : CookieSecurePolicy.SameAsRequest;
        Listen(options, claims, mode);
    }

    private static void Listen(OpenIdConnectOptions options, ProviderClaims claims, SignInMode mode)
    {
        var (validated, leaving) = (options.Events.OnTokenValidated, options.Events.OnRedirectToIdentityProvider);
        options.Events.OnTokenValidated = async context =>
        {
            await validated(context);
            var asked = context.Properties?.Items.ContainsKey(Again) is true;
            if (context.Principal is null || claims.Person(context.Principal, asked: asked) is not { } person)
            {
                context.Fail(
                    $"The token does not say who it is: claim {mode.Options.Oidc?.IdClaim ?? "preferred_username"} is missing."
                );
                return;
            }

            context.Principal = person;
        };
        options.Events.OnRedirectToIdentityProvider = async context =>
        {
            await leaving(context);
            if (context.Properties.Items.ContainsKey(Again) && mode.Options.StepUp.AuthenticationContext is { } wanted)
            {
                context.ProtocolMessage.SetParameter("claims", ContextClaim(wanted));
            }
        };
        options.Events.OnRemoteFailure = static context =>
        {
            Sessions.Log.NotSignedIn(
                context
                    .HttpContext.RequestServices.GetRequiredService<ILoggerFactory>()
                    .CreateLogger(typeof(PeopleSignIn)),
                context.Failure
            );
            context.HandleResponse();
            context.Response.Redirect("/signin?failed=true");
            return Task.CompletedTask;
        };
    }

    private static string ContextClaim(string context) =>
        JsonSerializer.Serialize(new { id_token = new { acrs = new { essential = true, value = context } } });
}
