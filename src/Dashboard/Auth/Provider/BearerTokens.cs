using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Mcpx.Dashboard.Auth.Provider;

/// <summary>Pipelines' tokens: signed by the provider, for us, not expired; anything else is one sentence that says what is wrong.</summary>
internal static class BearerTokens
{
    public static void Configure(JwtBearerOptions options, ProviderClaims claims, SignInMode mode)
    {
        options.MapInboundClaims = false;
        foreach (var handler in options.TokenHandlers.OfType<JsonWebTokenHandler>())
        {
            handler.MapInboundClaims = false;
        }

        options.IncludeErrorDetails = false;
        var parameters = options.TokenValidationParameters;
        parameters.ValidateAudience = true;
        parameters.ValidateIssuer = true;
        parameters.ValidateLifetime = true;
        parameters.RequireExpirationTime = true;
        parameters.RequireSignedTokens = true;
        parameters.ValidAudience = mode.Audience;
        parameters.RoleClaimType = mode.Options.Oidc?.RoleClaim ?? "roles";
        parameters.ClockSkew = TimeSpan.FromSeconds(60);

        var (received, validated) = (options.Events?.OnMessageReceived, options.Events?.OnTokenValidated);
        options.Events ??= new();
        options.Events.OnMessageReceived = async context =>
        {
            await (received?.Invoke(context) ?? Task.CompletedTask);
            if (mode.Audience is null)
            {
                context.Fail("No tokens are taken here: Authentication:Oidc:Audience is not set.");
            }
        };
        options.Events.OnTokenValidated = async context =>
        {
            await (validated?.Invoke(context) ?? Task.CompletedTask);
            if (context.Principal is { } token && context.Result is null)
            {
                context.Principal = claims.Program(token);
            }
        };
        options.Events.OnChallenge = async context =>
        {
            context.HandleResponse();
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await Results
                .Problem(Why(context.AuthenticateFailure, mode), statusCode: 401, title: "The token is refused")
                .ExecuteAsync(context.HttpContext);
        };
    }

    private static string Why(Exception? problem, SignInMode mode) =>
        problem switch
        {
            null => "No token was sent.",
            SecurityTokenExpiredException e => $"The token expired at {e.Expires:u}. Ask the provider for a new one.",
            SecurityTokenNoExpirationException => "The token never expires; it must.",
            SecurityTokenNotYetValidException e => $"The token is not valid before {e.NotBefore:u}.",
            SecurityTokenInvalidAudienceException =>
                $"The token is for somebody else; its audience must be {mode.Audience}.",
            SecurityTokenInvalidIssuerException => "The token is of another issuer than the configured provider.",
            SecurityTokenSignatureKeyNotFoundException or SecurityTokenInvalidSignatureException =>
                "The token is not signed by the configured provider.",
            SecurityTokenMalformedException => "This is no token that can be read.",
            SecurityTokenException => "The token is not valid.",
            InvalidOperationException =>
                "The provider's keys could not be read; nobody can be let in by token until they can.",
            _ => problem.Message,
        };
}
