using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Mcpx.Dashboard.Auth.Sessions;

/// <summary>Every request with a cookie: the session must stand, and who it is comes from it.</summary>
internal static class CookieChecks
{
    public static Task BeginAsync(CookieSigningInContext context)
    {
        var now = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        context.Properties.Begin(now);
        return Task.CompletedTask;
    }

    public static async Task CheckAsync(CookieValidatePrincipalContext context)
    {
        if (context.Principal?.FindFirstValue(PersonClaims.Session) is not { } key)
        {
            context.RejectPrincipal();
            return;
        }

        var method = context.Request.Method;
        var acts = !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method);
        var services = context.HttpContext.RequestServices;
        var now = await services
            .GetRequiredService<SessionCheck>()
            .NowAsync(key, acts, context.HttpContext.RequestAborted);
        if (now is null)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(SignInRegistration.CookieScheme);
            return;
        }

        context.ReplacePrincipal(now);
        // The handler writes these back when it prolongs the session; an older copy would undo the check.
        if (services.GetRequiredService<SessionTickets>().Find(key) is { } ticket)
        {
            foreach (var (name, value) in ticket.Properties.Items)
            {
                context.Properties.Items[name] = value;
            }
        }
    }
}
