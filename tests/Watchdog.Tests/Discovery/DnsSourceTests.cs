using System.Net;
using System.Net.Sockets;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Discovery;

namespace Mcpx.Watchdog.Tests.Discovery;

public sealed class DnsSourceTests
{
    private static readonly SourceOptions Source = new()
    {
        Component = Component.Web,
        Dns = new()
        {
            Name = "web.internal",
            Port = 8443,
            Scheme = "https",
        },
    };

    [Fact]
    public async Task Ask_SeveralAddresses_EachIsAnInstance()
    {
        var found = await AskAsync((_, _) => Task.FromResult(Addresses("10.0.0.4", "10.0.0.4", "fd00::5")));

        Assert.Equal(
            [
                ("web-10-0-0-4", "https://10.0.0.4:8443", Component.Web, Source.Label),
                ("web-fd00--5", "https://[fd00::5]:8443", Component.Web, Source.Label),
            ],
            found.Select(one => (one.Name, one.Address, one.Component, one.Source!))
        );
    }

    [Fact]
    public async Task Ask_NoSuchName_SaysWhichAndWhy()
    {
        var problem = await Assert.ThrowsAsync<SourceUnavailableException>(() =>
            AskAsync((_, _) => throw new SocketException((int)SocketError.HostNotFound))
        );

        Assert.StartsWith("web.internal: ", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_RealResolver_FindsLoopback()
    {
        var source = new SourceOptions
        {
            Dns = new() { Name = "localhost", Port = 9 },
        };

        var found = await new DnsSource(source, Dns.GetHostAddressesAsync).AskAsync([], CancellationToken.None);

        Assert.Contains(found, one => one.Address is "http://127.0.0.1:9" or "http://[::1]:9");
    }

    private static IPAddress[] Addresses(params string[] addresses) => [.. addresses.Select(IPAddress.Parse)];

    private static Task<IReadOnlyList<InstanceOptions>> AskAsync(
        Func<string, CancellationToken, Task<IPAddress[]>> resolve
    ) => new DnsSource(Source, resolve).AskAsync([], CancellationToken.None);
}
