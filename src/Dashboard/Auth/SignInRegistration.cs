using Mcpx.Dashboard.Auth.Access;
using Mcpx.Dashboard.Auth.ApiKeys;
using Mcpx.Dashboard.Auth.Pipelines;
using Mcpx.Dashboard.Auth.Provider;
using Mcpx.Dashboard.Auth.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;

namespace Mcpx.Dashboard.Auth;

/// <summary>
/// One default scheme that forwards: the API takes an API key, a provider's bearer token or <c>X-Dev-User</c> (Development); everything
/// else, and an API call from a signed-in browser, takes the cookie.
/// </summary>
internal static class SignInRegistration
{
    public const string DefaultScheme = "Mcpx";
    public const string CookieScheme = CookieAuthenticationDefaults.AuthenticationScheme;

    public static void AddSignIn(this WebApplicationBuilder builder, SignInMode mode)
    {
        var authentication = builder
            .Services.AddAuthentication(DefaultScheme)
            .AddPolicyScheme(
                DefaultScheme,
                displayName: null,
                options => options.ForwardDefaultSelector = context => SchemeFor(context, mode)
            )
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, PipelineHandler>(PipelineHandler.SchemeName, null);

        if (mode.UsesProvider)
        {
            authentication.AddProvider(mode);
        }
        else
        {
            authentication.AddCookie(CookieScheme);
            authentication.AddScheme<AuthenticationSchemeOptions, DevUserHandler>(DevUserHandler.SchemeName, null);
        }

        builder
            .Services.AddOptions<CookieAuthenticationOptions>(CookieScheme)
            .Configure<SessionTickets>(
                (options, tickets) =>
                {
                    SignInCookie.Configure(options, builder.Environment, mode.Options.Session);
                    options.SessionStore = tickets;
                }
            );
        builder.Services.AddAuthorization(Policies.Add);
        builder
            .Services.AddSingleton(mode)
            .AddSingleton<SessionTickets>()
            .AddSingleton<SessionCheck>()
            .AddSingleton<ProviderRefresh>()
            .AddSingleton<StepUp>()
            .AddSingleton<IAuthorizationHandler, AccessHandler>()
            .AddSingleton<IAuthorizationMiddlewareResultHandler, AccessAnswer>();
    }

    private static bool IsForPrograms(PathString path) =>
        path.StartsWithSegments("/api", StringComparison.Ordinal)
        || path.StartsWithSegments("/openapi", StringComparison.Ordinal);

    private static string SchemeFor(HttpContext context, SignInMode mode) =>
        !IsForPrograms(context.Request.Path) ? CookieScheme
        : PipelineHandler.Signs(context.Request) ? PipelineHandler.SchemeName
        : ApiKeyHandler.KeyIn(context.Request) is not null ? ApiKeyHandler.SchemeName
        : !mode.UsesProvider
            ? context.Request.Headers.ContainsKey(DevUserHandler.Header) ? DevUserHandler.SchemeName
                : CookieScheme
        : context.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? JwtBearerDefaults.AuthenticationScheme
        : CookieScheme;
}
