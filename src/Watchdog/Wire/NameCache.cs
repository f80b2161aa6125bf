using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Wire;

/// <summary>
/// Addresses of host names. A name is asked for again after half a minute, so that a moved server is followed; connections
/// to an address that a name no longer has are not used again.
/// </summary>
internal sealed class NameCache
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Known> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="WireFault">The name has no address, or nobody said in time.</exception>
    public ValueTask<IReadOnlyList<IPAddress>> FindAsync(string host, long deadline, CancellationToken cancellation) =>
        _names.TryGetValue(host, out var known) && known.IsGood
            ? ValueTask.FromResult(known.Addresses)
            : new(AskAsync(host, deadline, cancellation));

    private async Task<IReadOnlyList<IPAddress>> AskAsync(string host, long deadline, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(host, out var literal))
        {
            return Keep(host, [literal], Stopwatch.GetTimestamp() + (365L * 86_400 * Stopwatch.Frequency));
        }

        try
        {
            var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), deadline);
            var addresses = await Dns.GetHostAddressesAsync(host, cancellation)
                .WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellation);
            return addresses.Length > 0
                ? Keep(host, addresses, Deadlines.In(GoodFor))
                : throw new WireFault(Fault.Dns, "The name has no address.");
        }
        catch (Exception problem) when (problem is SocketException or ArgumentException)
        {
            throw new WireFault(Fault.Dns, problem.Message, problem);
        }
        catch (TimeoutException late)
        {
            throw new WireFault(Fault.Dns, "The name server did not answer in time.", late);
        }
    }

    private IReadOnlyList<IPAddress> Keep(string host, IReadOnlyList<IPAddress> addresses, long until)
    {
        _names[host] = new(addresses, until);
        return addresses;
    }

    private sealed record Known(IReadOnlyList<IPAddress> Addresses, long Until)
    {
        public bool IsGood => Stopwatch.GetTimestamp() < Until;
    }
}
