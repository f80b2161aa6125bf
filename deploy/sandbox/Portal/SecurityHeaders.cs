namespace Mcpx.Sandbox.Portal;

/// <summary>The headers that a portal's answers carry, error pages included.</summary>
internal static class SecurityHeaders
{
    public static void UseApiHeaders(this WebApplication app) => Use(app, ("X-Content-Type-Options", "nosniff"));

    public static void UseWebHeaders(this WebApplication app) =>
        Use(
            app,
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"),
            (
                "Content-Security-Policy",
                "default-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
            )
        );

    private static void Use(WebApplication app, params (string Name, string Value)[] headers) =>
        app.Use(
            (context, next) =>
            {
                foreach (var (name, value) in headers)
                    context.Response.Headers[name] = value;
                return next(context);
            }
        );
}
