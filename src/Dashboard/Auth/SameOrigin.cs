namespace Mcpx.Dashboard.Auth;

/// <summary>
/// What a session changes is asked for by a page of ours. The cookie's SameSite keeps other sites away, and not the neighbours of our own
/// domain: a page there can post whatever needs no JSON. Browsers say where a call comes from; what says nothing is no browser, and
/// shows a key or a token, which no browser adds by itself.
/// </summary>
internal static class SameOrigin
{
    /// <summary>Refuses changes by a session that another page asks for, with 403.</summary>
    public static void UseSameOrigin(this WebApplication app) =>
        app.Use(
            static (context, next) =>
                Changes(context.Request.Method)
                && context.User.HasClaim(static claim => claim.Type == PersonClaims.Session)
                && !IsOurs(context.Request)
                    ? Results
                        .Problem(
                            "A signed-in browser changes things from the dashboard's own pages only. Programs show a key or a token.",
                            statusCode: StatusCodes.Status403Forbidden,
                            title: "Asked for by another page"
                        )
                        .ExecuteAsync(context)
                    : next(context)
        );

    private static bool Changes(string method) =>
        !HttpMethods.IsGet(method)
        && !HttpMethods.IsHead(method)
        && !HttpMethods.IsOptions(method)
        && !HttpMethods.IsTrace(method);

    private static bool IsOurs(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() switch
        {
            "same-origin" or "none" => true,
            // Older browsers, and plain http elsewhere than on loopback.
            "" => request.Headers.Origin.ToString() == $"{request.Scheme}://{request.Host}",
            _ => false,
        };
}
