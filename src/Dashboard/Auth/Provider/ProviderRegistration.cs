using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Identity.Web;

namespace Mcpx.Dashboard.Auth.Provider;

/// <summary>The one provider: people by authorization code with PKCE, pipelines by bearer token.</summary>
internal static class ProviderRegistration
{
    public static void AddProvider(this AuthenticationBuilder authentication, SignInMode mode)
    {
        if (mode.Options.Entra is { } entra)
        {
            authentication.AddMicrosoftIdentityWebApp(
                options =>
                {
                    options.Instance = entra.Instance;
                    options.TenantId = entra.TenantId;
                    options.ClientId = entra.ClientId;
                    options.ClientSecret = mode.RevealSecret();
                },
                cookieScheme: SignInRegistration.CookieScheme
            );
            authentication.AddMicrosoftIdentityWebApi(
                options => options.TokenValidationParameters.ValidAudience = entra.EffectiveAudience,
                options =>
                {
                    options.Instance = entra.Instance;
                    options.TenantId = entra.TenantId;
                    options.ClientId = entra.ClientId;
                }
            );
        }
        else if (mode.Options.Oidc is { } oidc)
        {
            var plain = new Uri(oidc.Authority).Scheme == Uri.UriSchemeHttp;
            authentication.AddCookie(SignInRegistration.CookieScheme);
            authentication.AddOpenIdConnect(options =>
            {
                options.Authority = oidc.Authority;
                options.ClientId = oidc.ClientId;
                options.RequireHttpsMetadata = !plain;
            });
            authentication.AddJwtBearer(options =>
            {
                options.Authority = oidc.Authority;
                options.RequireHttpsMetadata = !plain;
            });
        }

        authentication.Services.AddSingleton<ProviderClaims>();
        authentication
            .Services.AddOptions<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme)
            .Configure<ProviderClaims>((options, claims) => PeopleSignIn.Configure(options, claims, mode));
        authentication
            .Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<ProviderClaims>((options, claims) => BearerTokens.Configure(options, claims, mode));
    }
}
