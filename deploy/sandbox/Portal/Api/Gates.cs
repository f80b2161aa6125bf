using System.Security.Cryptography;
using System.Text;
using Mcpx.Sandbox.Portal.Data;

namespace Mcpx.Sandbox.Portal.Api;

/// <summary>Who may call the API: browsers by origin, everybody by token.</summary>
internal sealed class Gates(
    PortalRelease release,
    PortalSettings settings,
    PortalDatabase database,
    RequestMetrics metrics
)
{
    private readonly byte[] _authorization = Encoding.UTF8.GetBytes($"Bearer {settings.Token}");

    /// <summary>Refuses browser origins that are not on the allow-list and answers preflights of those that are.</summary>
    public async Task CheckOriginAsync(HttpContext context, RequestDelegate next)
    {
        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length == 0 || !IsApi(context))
        {
            await next(context);
            return;
        }

        var configured = database.ReadConfig().GetValueOrDefault(ConfigKeys.AllowedOrigins, "");
        if (!release.ParseOrigins(configured).Contains(origin, StringComparer.OrdinalIgnoreCase))
        {
            metrics.Refused(context, origin);
            await Envelope.WriteAsync(context, 403, "origin_forbidden", $"Origin {origin} is not on the allow-list.");
            return;
        }

        context.Response.Headers.AccessControlAllowOrigin = origin;
        context.Response.Headers.Vary = "Origin";
        if (!HttpMethods.IsOptions(context.Request.Method))
        {
            await next(context);
            return;
        }

        context.Response.Headers.AccessControlAllowMethods = "GET, POST";
        context.Response.Headers.AccessControlAllowHeaders = "authorization, content-type, x-request-id";
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public Task CheckTokenAsync(HttpContext context, RequestDelegate next)
    {
        if (!IsApi(context) || release.IsAnonymous(context.Request.Path))
            return next(context);
        var given = Encoding.UTF8.GetBytes(context.Request.Headers.Authorization.ToString());
        return CryptographicOperations.FixedTimeEquals(given, _authorization)
            ? next(context)
            : Envelope.WriteAsync(context, 401, "unauthorized", "A bearer token is required.");
    }

    private static bool IsApi(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
}
