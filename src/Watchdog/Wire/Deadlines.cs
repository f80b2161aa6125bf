using System.Diagnostics;

namespace Mcpx.Watchdog.Wire;

/// <summary>
/// Ends connections whose time is over. One look over all of them ten times a second costs next to nothing; a timer for
/// every request and every stream would cost more than the request.
/// </summary>
internal sealed class Deadlines : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);

    /// <summary>A deadline that does not come.</summary>
    public const long Never = long.MaxValue;

    private readonly Lock _gate = new();
    private readonly List<WireConnection> _connections = [];
    private readonly Timer _timer;
    private int _looking;

    public Deadlines()
    {
        // Not tied to any clock but the machine's steady one: it is about how long we wait, never about what is judged.
        _timer = new(_ => Look(), state: null, Every, Every);
    }

    /// <summary>The steady clock's time that is this far ahead; never 0.</summary>
    public static long In(TimeSpan time) =>
        time >= TimeSpan.FromDays(365)
            ? Never
            : Math.Max(1, Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency));

    /// <summary>Looks after a connection from now on.</summary>
    public void Add(WireConnection connection)
    {
        lock (_gate)
        {
            if (connection.Slot >= 0)
            {
                return;
            }

            connection.Slot = _connections.Count;
            _connections.Add(connection);
        }
    }

    public void Remove(WireConnection connection)
    {
        lock (_gate)
        {
            if (connection.Slot < 0)
            {
                return;
            }

            var last = _connections[^1];
            _connections[connection.Slot] = last;
            last.Slot = connection.Slot;
            connection.Slot = -1;
            _connections.RemoveAt(_connections.Count - 1);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        if (Interlocked.Exchange(ref _looking, 1) == 1)
        {
            return;
        }

        List<WireConnection>? late = null;
        var now = Stopwatch.GetTimestamp();
        lock (_gate)
        {
            foreach (var connection in _connections)
            {
                if (connection.IsLate(now))
                {
                    (late ??= []).Add(connection);
                }
            }
        }

        // Ending one resumes whoever waits for it: never under the lock.
        foreach (var connection in late ?? [])
        {
            connection.TimeOut();
        }

        Volatile.Write(ref _looking, 0);
    }
}
