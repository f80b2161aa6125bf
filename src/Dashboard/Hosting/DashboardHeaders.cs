namespace Mcpx.Dashboard.Hosting;

/// <summary>
/// The security headers of every answer. Nothing comes from another host, no script stands in a page, nothing is evaluated
/// from a string, and nobody may frame us: an approve button in somebody else's frame is an approve button for sale.
/// </summary>
internal static class DashboardHeaders
{
    /// <param name="app">The application.</param>
    /// <param name="signInAddress">Entra's address, where the forms of signing in and out end up; null without Entra.</param>
    public static void UseDashboardHeaders(this WebApplication app, string? signInAddress) =>
        app.UseSecurityHeaders(headers =>
            headers
                .AddDefaultSecurityHeaders()
                .AddFrameOptionsDeny()
                .AddReferrerPolicySameOrigin()
                .AddContentSecurityPolicy(csp =>
                {
                    csp.AddDefaultSrc().None();
                    csp.AddScriptSrc().Self();
                    // MudBlazor positions popovers and writes its theme with inline style; a style cannot call anybody here.
                    csp.AddStyleSrc().Self().UnsafeInline();
                    // 'self' covers the circuit's websocket on the same origin (CSP 3).
                    csp.AddConnectSrc().Self();
                    csp.AddImgSrc().Self().Data();
                    csp.AddFontSrc().Self();
                    var forms = csp.AddFormAction().Self();
                    if (Uri.TryCreate(signInAddress, UriKind.Absolute, out var signIn))
                    {
                        forms.From(signIn.GetLeftPart(UriPartial.Authority));
                    }

                    csp.AddBaseUri().Self();
                    csp.AddObjectSrc().None();
                    csp.AddFrameAncestors().None();
                })
        );
}
