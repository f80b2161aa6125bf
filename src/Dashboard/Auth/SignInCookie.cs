using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;

namespace Mcpx.Dashboard.Auth;

/// <summary>The session cookie, and where people go who have none or may not: a page for browsers, a bare status for the API.</summary>
internal static class SignInCookie
{
    public static void Configure(CookieAuthenticationOptions options, IHostEnvironment environment)
    {
        options.Cookie.Name = "mcpx-session";
        options.Cookie.HttpOnly = true;
        // Lax: a link from a chat message must arrive signed in; posts from other sites do not carry it.
        options.Cookie.SameSite = SameSiteMode.Lax;
        // The development sign-in runs on plain http on loopback.
        options.Cookie.SecurePolicy = environment.IsDevelopment()
            ? CookieSecurePolicy.SameAsRequest
            : CookieSecurePolicy.Always;
        options.ExpireTimeSpan = TimeSpan.FromHours(12);
        options.SlidingExpiration = true;
        options.LoginPath = "/signin";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnRedirectToLogin = static context =>
            Answer(context, StatusCodes.Status401Unauthorized, context.RedirectUri);
        options.Events.OnRedirectToAccessDenied = static context =>
            Answer(context, StatusCodes.Status403Forbidden, $"/denied?need={NeededPolicy(context.HttpContext)}");
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

    private static string? NeededPolicy(HttpContext context) =>
        context
            .GetEndpoint()
            ?.Metadata.GetOrderedMetadata<IAuthorizeData>()
            .Select(static data => data.Policy)
            .LastOrDefault(static policy => Policies.Sentence(policy) is not null);
}
