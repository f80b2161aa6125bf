using System.Net;

namespace Mcpx.Watchdog.Wire;

/// <summary>Whom a connection leads to.</summary>
/// <param name="Secure">Whether TLS is spoken.</param>
/// <param name="Host">The host's ASCII name or its address, an IPv6 one without brackets.</param>
/// <param name="Port">The TCP port.</param>
internal readonly record struct Authority(bool Secure, string Host, int Port)
{
    public static Authority Of(Uri address) => new(address.Scheme == Uri.UriSchemeHttps, address.IdnHost, address.Port);

    /// <summary>As it stands in a request's <c>Host</c> header.</summary>
    public override string ToString()
    {
        var host =
            IPAddress.TryParse(Host, out var ip) && ip.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
                ? $"[{Host}]"
                : Host;
        return Port == (Secure ? 443 : 80) ? host : $"{host}:{Port}";
    }
}
