using System.Security.Claims;
using Mcpx.Dashboard.Auth.Provider;
using Mcpx.Dashboard.Auth.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Mvc;

namespace Mcpx.Dashboard.Auth;

/// <summary>
/// The posts behind the sign-in page: as a named person in Development, through the provider otherwise, and out again. Form posts
/// carry the antiforgery token. <c>GET /signin/again</c> is where a page sends somebody who must prove who they are: a circuit cannot
/// challenge. <c>GET /api/me</c> tells a script who it is: <c>{"id":"ic","name":"Release Manager","roles":["IncidentCommander"]}</c>.
/// </summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this WebApplication app, SignInMode mode)
    {
        if (mode.UsesProvider)
        {
            app.MapPost("/signin/company", SignInAtProviderAsync).AllowAnonymous().RequireRateLimiting(Limits.Door);
            app.MapGet("/signin/again", AgainAsync)
                .RequireAuthorization(Policies.Access)
                .RequireRateLimiting(Limits.Door)
                .ExcludeFromDescription();
        }
        else
        {
            app.MapPost("/signin/development", SignInAsAsync).AllowAnonymous().RequireRateLimiting(Limits.Door);
        }

        app.MapPost(
                "/signout",
                (HttpContext context, SessionTickets tickets, [FromForm] string? _) =>
                    SignOutAsync(context, mode, tickets)
            )
            .AllowAnonymous();
        app.MapGet("/api/me", static (HttpContext context) => Person.From(context.User))
            .RequireAuthorization(Policies.Access)
            .WithName("Me")
            .WithSummary("Who the caller is, with roles.");
    }

    private static async Task<IResult> SignInAsAsync(
        HttpContext context,
        [FromForm] string person,
        [FromForm] string? returnUrl
    )
    {
        if (!Loopback.IsLocal(context))
        {
            return Results.Forbid(authenticationSchemes: [SignInRegistration.CookieScheme]);
        }

        var principal = DevelopmentPeople.Principal(person, SignInRegistration.CookieScheme);
        if (principal is null)
        {
            return Results.BadRequest("Nobody of that name signs in here.");
        }

        await context.SignInAsync(SignInRegistration.CookieScheme, principal);
        return Results.LocalRedirect(LocalUrl.Or(returnUrl));
    }

    private static Task SignInAtProviderAsync(HttpContext context, [FromForm] string? returnUrl) =>
        ChallengeAsync(context, new AuthenticationProperties { RedirectUri = LocalUrl.Or(returnUrl) });

    private static Task AgainAsync(HttpContext context, string? returnUrl)
    {
        var asked = new OpenIdConnectChallengeProperties
        {
            RedirectUri = LocalUrl.Or(returnUrl),
            Prompt = "login",
            MaxAge = TimeSpan.Zero,
        };
        asked.Items[PeopleSignIn.Again] = "true";
        return ChallengeAsync(context, asked);
    }

    private static async Task ChallengeAsync(HttpContext context, AuthenticationProperties asked)
    {
        try
        {
            await context.ChallengeAsync(OpenIdConnectDefaults.AuthenticationScheme, asked);
        }
        catch (InvalidOperationException problem) when (!context.Response.HasStarted)
        {
            // Its configuration cannot be read: it is away, or the address is wrong.
            Sessions.Log.ProviderAway(
                context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SignInEndpoints)),
                problem
            );
            context.Response.Redirect("/signin?failed=true");
        }
    }

    /// <summary>
    /// The cookie goes whatever happens. Who has no session any more has nothing to end at the provider; whose session could not be
    /// ended in the store is told so.
    /// </summary>
    private static async Task<IResult> SignOutAsync(HttpContext context, SignInMode mode, SessionTickets tickets)
    {
        var session = await context.AuthenticateAsync(SignInRegistration.CookieScheme);
        var ended = session.Principal?.FindFirstValue(PersonClaims.Session) is not { } key || tickets.End(key);
        return Results.SignOut(
            new AuthenticationProperties { RedirectUri = ended ? "/signin" : "/signin?unended=true" },
            mode.UsesProvider && session.Succeeded
                ? [SignInRegistration.CookieScheme, OpenIdConnectDefaults.AuthenticationScheme]
                : [SignInRegistration.CookieScheme]
        );
    }
}
