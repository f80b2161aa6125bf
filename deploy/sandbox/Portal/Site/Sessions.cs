using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Mcpx.Sandbox.Portal.Site;

/// <summary>Who is signed in to this web host. Sessions end with the process: a new release asks everybody again.</summary>
internal sealed class Sessions(string environment)
{
    private const string User = "sandbox";
    private const string Password = "portal-visitor";

    private readonly ConcurrentDictionary<string, bool> _open = new(StringComparer.Ordinal);

    // All environments live on one host name, and a cookie does not know ports.
    private readonly string _cookie = $"portal-{environment}";

    public bool IsSignedIn(HttpContext context) =>
        context.Request.Cookies[_cookie] is { } session && _open.ContainsKey(session);

    public bool SignIn(HttpContext context, string? user, string? password)
    {
        if (
            !string.Equals(user, User, StringComparison.Ordinal)
            || !string.Equals(password, Password, StringComparison.Ordinal)
        )
            return false;
        var session = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _open[session] = true;
        // Not Secure on purpose: the sandbox speaks plain HTTP on loopback.
        context.Response.Cookies.Append(
            _cookie,
            session,
            new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Path = "/",
            }
        );
        return true;
    }
}
