using Mcpx.Dashboard.Auth.Sessions;
using Mcpx.Dashboard.Components;
using Mcpx.Dashboard.Components.Feed;
using Mcpx.Dashboard.Components.Layout;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting.Server.Features;
using MudBlazor.Services;

namespace Mcpx.Dashboard.Hosting;

/// <summary>Blazor, MudBlazor and the state of the top bar.</summary>
internal static class ShellRegistration
{
    public static void AddShell(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddMudServices();
        builder.Services.AddCascadingAuthenticationState();
        // In place of the one that asks once, when the circuit opens.
        builder.Services.AddScoped<SessionWatch>();
        builder.Services.AddScoped<AuthenticationStateProvider>(static services =>
            services.GetRequiredService<SessionWatch>()
        );
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<PageBeat>().AddSingleton<ReadingsReader>();
        builder.Services.AddScoped<ShellState>();
        builder.Services.AddScoped<Attention>();
        builder.Services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "mcpx-form";
            // The session cookie insists on TLS; this one proves only that a form is ours, and insisting breaks the sign-in
            // page behind a proxy that ends TLS.
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
    }

    /// <summary>A refused request gets a page in our voice with its own status; the API and probes keep the bare status.</summary>
    public static void UseStatusPages(this WebApplication app)
    {
        app.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true);
        app.Use(
            static (context, next) =>
            {
                // Only a page that was opened: a refused post would be repeated against the status page.
                var asksForPage =
                    HttpMethods.IsGet(context.Request.Method)
                    && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);
                if (!asksForPage || context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
                {
                    context.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
                }

                return next(context);
            }
        );
    }

    /// <summary>Every page takes what the table says, except those that say <c>[AllowAnonymous]</c> themselves.</summary>
    public static void MapShell(this WebApplication app) =>
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(static options => options.ContentSecurityFrameAncestorsPolicy = "'none'")
            .RequireAuthorization(Auth.Policies.Access);

    /// <summary>Addresses the server really listens on; empty under an in-memory test server.</summary>
    public static IReadOnlyCollection<string> Addresses(this WebApplication app) =>
        ((IApplicationBuilder)app).ServerFeatures.Get<IServerAddressesFeature>()?.Addresses.ToArray() ?? [];
}
