using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace Mcpx.Watchdog.Wire;

/// <summary>Connections that wait for their next request, newest first.</summary>
internal sealed class ConnectionPool
{
    /// <summary>After that a connection is replaced, so that a server behind a balancer is not held for ever.</summary>
    private static readonly TimeSpan OldestUsed = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan LongestIdle = TimeSpan.FromMinutes(1);
    private const int MostIdle = 256;

    private readonly ConcurrentDictionary<Authority, ConcurrentStack<WireConnection>> _idle = new();

    /// <summary>A connection to one of these addresses that is still alive; null when there is none.</summary>
    public WireConnection? TryRent(Authority authority, IReadOnlyList<IPAddress> addresses, long deadline)
    {
        if (!_idle.TryGetValue(authority, out var stack))
        {
            return null;
        }

        while (stack.TryPop(out var connection))
        {
            if (
                connection.Until(deadline)
                && Stopwatch.GetElapsedTime(connection.OpenedAt) < OldestUsed
                && addresses.Contains(connection.Remote)
                && connection.IsQuiet
            )
            {
                return connection;
            }

            connection.Dispose();
        }

        return null;
    }

    /// <summary>Keeps a connection for the next request.</summary>
    public void Return(Authority authority, WireConnection connection)
    {
        var stack = _idle.GetOrAdd(authority, static _ => new());
        if (stack.Count < MostIdle && connection.Until(Deadlines.In(LongestIdle)))
        {
            stack.Push(connection);
        }
        else
        {
            connection.Dispose();
        }
    }
}
