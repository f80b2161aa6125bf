using Mcpx.Dashboard.Auth.Access;
using Mcpx.Dashboard.Auth.Sessions;
using Mcpx.Domain.Configuration.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Mcpx.Dashboard.Auth;

/// <summary>The session cookie, and where people go who have none or may not: a page for browsers, a bare status for the API.</summary>
internal static class SignInCookie
{
    public static void Configure(
        CookieAuthenticationOptions options,
        IHostEnvironment environment,
        SessionLimits session
    )
    {
        // __Host- holds a cookie to this one host over TLS; the development sign-in runs on plain http on loopback.
        var plain = environment.IsDevelopment();
        options.Cookie.Name = plain ? "mcpx-session" : "__Host-mcpx-session";
        options.Cookie.Path = "/";
        options.Cookie.HttpOnly = true;
        // Lax: a link from a chat message must arrive signed in; posts from other sites do not carry it.
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = plain ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        options.ExpireTimeSpan = session.Idle;
        options.SlidingExpiration = true;
        options.Events.OnSigningIn = CookieChecks.BeginAsync;
        options.Events.OnValidatePrincipal = CookieChecks.CheckAsync;
        options.LoginPath = "/signin";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnRedirectToLogin = static context =>
            Answer(context, StatusCodes.Status401Unauthorized, context.RedirectUri);
        options.Events.OnRedirectToAccessDenied = static context =>
            Answer(context, StatusCodes.Status403Forbidden, $"/denied?need={Needed(context.HttpContext)}");
    }

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status, string page)
    {
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            context.Response.StatusCode = status;
        }
        else
        {
            context.Response.Redirect(page);
        }

        return Task.CompletedTask;
    }

    private static Act? Needed(HttpContext context) =>
        context.GetEndpoint() is { } endpoint ? AccessEntries.Of(endpoint, context.Request.Method)?.Act : null;
}
