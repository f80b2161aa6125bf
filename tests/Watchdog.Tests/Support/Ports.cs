using System.Net;
using System.Net.Sockets;

namespace Mcpx.Watchdog.Tests.Support;

internal static class Ports
{
    private static readonly int[] Sandbox = [0, 1, 10, 40, 41, 42, 50, 51, 52];

    /// <summary>A port that is free now.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>A base for a sandbox with RTM and Prod, whose ports are all free.</summary>
    public static int FreeBase()
    {
        for (var attempt = 0; attempt < 50; attempt++)
        {
            var first = Random.Shared.Next(15_000, 28_000);
            if (Sandbox.All(offset => IsFree(first + offset)))
            {
                return first;
            }
        }

        throw new InvalidOperationException("There is no free range of ports.");
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
