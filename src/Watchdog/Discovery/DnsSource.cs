using System.Net;
using System.Net.Sockets;
using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Discovery;

/// <summary>Every address that a name has.</summary>
/// <param name="source">Where.</param>
/// <param name="resolve">Asks the resolver of the machine; throws <see cref="SocketException"/>.</param>
internal sealed class DnsSource(SourceOptions source, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    : IInstanceSource
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<IReadOnlyList<InstanceOptions>> AskAsync(
        IReadOnlyList<InstanceOptions> known,
        CancellationToken stopping
    )
    {
        var dns = source.Dns!;
        try
        {
            var addresses = await resolve(dns.Name, stopping).WaitAsync(Patience, stopping);
            return [.. addresses.Distinct().Select(address => Instances.At(source, dns.Scheme, address, dns.Port))];
        }
        catch (Exception problem) when (problem is SocketException or ArgumentException or TimeoutException)
        {
            throw new SourceUnavailableException($"{dns.Name}: {problem.Message}", problem);
        }
    }
}
