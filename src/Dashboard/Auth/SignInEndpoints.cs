using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Mvc;

namespace Mcpx.Dashboard.Auth;

/// <summary>
/// The posts behind the sign-in page: as a named person in Development, through Entra otherwise, and out again. Form posts
/// carry the antiforgery token. <c>GET /api/me</c> tells a script who it is: <c>{"id":"ic","name":"Release Manager","roles":["IncidentCommander"]}</c>.
/// </summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this WebApplication app, SignInMode mode)
    {
        if (mode.UsesEntra)
        {
            app.MapPost("/signin/company", SignInWithEntra).AllowAnonymous();
        }
        else
        {
            app.MapPost("/signin/development", SignInAsAsync).AllowAnonymous();
        }

        app.MapPost("/signout", ([FromForm] string? _) => SignOut(mode)).AllowAnonymous();
        app.MapGet("/api/me", static (HttpContext context) => Person.From(context.User))
            .RequireAuthorization(Policies.CanView)
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

    private static IResult SignInWithEntra([FromForm] string? returnUrl) =>
        Results.Challenge(
            new AuthenticationProperties { RedirectUri = LocalUrl.Or(returnUrl) },
            [OpenIdConnectDefaults.AuthenticationScheme]
        );

    private static IResult SignOut(SignInMode mode) =>
        Results.SignOut(
            new AuthenticationProperties { RedirectUri = "/signin" },
            mode.UsesEntra
                ? [SignInRegistration.CookieScheme, OpenIdConnectDefaults.AuthenticationScheme]
                : [SignInRegistration.CookieScheme]
        );
}
