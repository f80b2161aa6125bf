using System.Text;

namespace Mcpx.Dashboard.Components.Theme;

/// <summary>Serves the tokens as <c>/tokens.css?v=…</c>.</summary>
internal static class TokensEndpoint
{
    public static void MapTokens(this WebApplication app) =>
        app.MapGet(
                "/tokens.css",
                static (HttpContext context) =>
                {
                    context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
                    return Results.Text(Tokens.Css, "text/css", Encoding.UTF8);
                }
            )
            .AllowAnonymous()
            .ExcludeFromDescription();
}
