using System.Net;
using System.Net.Sockets;
using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Discovery;

/// <summary>Writes found instances down as configured ones are.</summary>
internal static class Instances
{
    /// <summary>One at an address, named by it unless it has a name.</summary>
    public static InstanceOptions At(
        SourceOptions source,
        string scheme,
        IPAddress address,
        int port,
        string? name = null
    )
    {
        var host = address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : $"{address}";
        return new()
        {
            Name = name ?? $"{Prefix(source)}-{$"{address}".Replace('.', '-').Replace(':', '-').Replace('%', '-')}",
            Component = source.Component,
            Address = FormattableString.Invariant($"{scheme}://{host}:{port}"),
            Source = source.Label,
        };
    }

    /// <summary>What the names of a component's instances begin with.</summary>
    public static string Prefix(SourceOptions source) => source.Component.ToString().ToLowerInvariant();
}
