using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Identity.Web;

namespace Mcpx.Dashboard.Auth;

/// <summary>
/// One default scheme that forwards: the API takes a bearer token (Entra) or <c>X-Dev-User</c> (Development), everything else,
/// and an API call from a signed-in browser, takes the cookie.
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
            );

        if (mode.UsesEntra)
        {
            AddEntra(builder, authentication);
        }
        else
        {
            authentication.AddCookie(CookieScheme);
            authentication.AddScheme<AuthenticationSchemeOptions, DevUserHandler>(DevUserHandler.SchemeName, null);
        }

        builder.Services.Configure<CookieAuthenticationOptions>(
            CookieScheme,
            options => SignInCookie.Configure(options, builder.Environment)
        );
        builder.Services.AddAuthorization(Policies.Add);
        builder.Services.AddSingleton(mode);
    }

    private static void AddEntra(WebApplicationBuilder builder, AuthenticationBuilder authentication)
    {
        var section = builder.Configuration.GetSection("AzureAd");
        authentication.AddMicrosoftIdentityWebApp(section);
        authentication.AddMicrosoftIdentityWebApi(section);
        builder.Services.Configure<OpenIdConnectOptions>(
            OpenIdConnectDefaults.AuthenticationScheme,
            static options =>
            {
                options.TokenValidationParameters.RoleClaimType = "roles";
                options.TokenValidationParameters.NameClaimType = "name";
            }
        );
    }

    private static bool IsForPrograms(PathString path) =>
        path.StartsWithSegments("/api", StringComparison.Ordinal)
        || path.StartsWithSegments("/openapi", StringComparison.Ordinal);

    private static string SchemeFor(HttpContext context, SignInMode mode)
    {
        if (!IsForPrograms(context.Request.Path))
        {
            return CookieScheme;
        }

        if (!mode.UsesEntra)
        {
            return context.Request.Headers.ContainsKey(DevUserHandler.Header)
                ? DevUserHandler.SchemeName
                : CookieScheme;
        }

        return context
            .Request.Headers.Authorization.ToString()
            .StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? JwtBearerDefaults.AuthenticationScheme
            : CookieScheme;
    }
}
