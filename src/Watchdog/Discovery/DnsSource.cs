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
    public async Task<IReadOnlyList<InstanceOptions>> AskAsync(
        IReadOnlyList<InstanceOptions> known,
        CancellationToken stopping
    )
    {
        var dns = source.Dns!;
        try
        {
            var addresses = await resolve(dns.Name, stopping);
            return [.. addresses.Distinct().Select(address => Instances.At(source, dns.Scheme, address, dns.Port))];
        }
        catch (SocketException problem)
        {
            throw new SourceUnavailableException($"{dns.Name}: {problem.Message}", problem);
        }
    }
}
