using System.Net;

namespace Mcpx.Dashboard.Auth;

/// <summary>Whether a request came from this machine. An unknown address is not this machine.</summary>
internal static class Loopback
{
    public static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote);
}
