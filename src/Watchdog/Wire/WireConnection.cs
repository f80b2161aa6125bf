using System.Buffers;
using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Wire;

/// <summary>
/// One connection to a server, with what was received and not read yet. Its deadline can be set anew at any time; when it
/// passes, whatever waits on the connection ends with <see cref="Fault.Timeout"/>.
/// </summary>
internal sealed class WireConnection : IDisposable
{
    private const long Settled = -1;

    private readonly Deadlines _deadlines;
    private readonly Socket _socket;
    private Stream _stream;
    private byte[] _buffer = [];
    private int _start;
    private int _end;
    private long _deadline;
    private bool _timedOut;
    private bool _disposed;

    private WireConnection(Deadlines deadlines, AddressFamily family, long deadline)
    {
        _deadlines = deadlines;
        _deadline = deadline;
        _socket = new(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _stream = Stream.Null;
        deadlines.Add(this);
    }

    /// <summary>Where this connection stands among the watched ones; belongs to <see cref="Deadlines"/>.</summary>
    internal int Slot { get; set; } = -1;

    /// <summary>The address at the other end.</summary>
    public required IPAddress Remote { get; init; }

    /// <summary>When it was opened, by the steady clock.</summary>
    public long OpenedAt { get; } = Stopwatch.GetTimestamp();

    /// <summary>Received bytes that nobody read yet.</summary>
    public ReadOnlySpan<byte> Received => _buffer.AsSpan(_start.._end);

    /// <summary>How many bytes it can hold.</summary>
    public int Memory => _buffer.Length;

    /// <summary>Whether the last receiving filled all memory: more is waiting.</summary>
    public bool IsFull => _end == _buffer.Length;

    /// <summary>Connects and, where asked for, speaks TLS.</summary>
    /// <exception cref="WireFault">It cannot be opened.</exception>
    public static async ValueTask<WireConnection> DialAsync(
        Deadlines deadlines,
        Authority authority,
        IReadOnlyList<IPAddress> addresses,
        long deadline,
        CancellationToken cancellation
    )
    {
        for (var i = 0; ; i++)
        {
            var connection = new WireConnection(deadlines, addresses[i].AddressFamily, deadline)
            {
                Remote = addresses[i],
            };
            try
            {
                await using (connection.AbortedBy(cancellation))
                {
                    await connection.ConnectAsync(authority);
                }

                return connection;
            }
            catch (Exception problem) when (IsOfConnection(problem))
            {
                connection.Dispose();
                cancellation.ThrowIfCancellationRequested();
                var fault = connection.FaultOf(problem, Fault.Refused);
                if (fault.Fault != Fault.Refused || i + 1 >= addresses.Count)
                {
                    throw fault;
                }
            }
        }
    }

    /// <summary>Sets the time at which waiting ends.</summary>
    /// <param name="deadline">By the steady clock, from <see cref="Deadlines.In"/>.</param>
    /// <returns>Whether the connection is still there.</returns>
    public bool Until(long deadline)
    {
        var known = Volatile.Read(ref _deadline);
        if (known == Settled || Interlocked.CompareExchange(ref _deadline, deadline, known) != known)
        {
            return false;
        }

        // Who may wait for ever is not looked at ten times a second.
        if (deadline == Deadlines.Never)
        {
            _deadlines.Remove(this);
        }
        else
        {
            _deadlines.Add(this);
            if (Volatile.Read(ref _disposed))
            {
                // It ended between the two: nobody would take it off again.
                _deadlines.Remove(this);
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the other end is still there and silent, as it has to be between two requests.</summary>
    public bool IsQuiet
    {
        get
        {
            try
            {
                return _start == _end && !_socket.Poll(0, SelectMode.SelectRead);
            }
            catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
            {
                return false;
            }
        }
    }

    /// <summary>Whatever waits on the connection ends as soon as the token is cancelled.</summary>
    public CancellationTokenRegistration AbortedBy(CancellationToken cancellation) =>
        cancellation.UnsafeRegister(static connection => ((WireConnection)connection!).Dispose(), this);

    /// <summary>
    /// Gives the connection memory to receive into; what is received and not read moves along. Whoever uses the connection
    /// gives it back with <see cref="Release"/>, so that one that only waits holds none.
    /// </summary>
    public void Rent(int size)
    {
        var before = _buffer;
        var received = Received;
        _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(size, received.Length));
        received.CopyTo(_buffer);
        (_start, _end) = (0, received.Length);
        GiveBack(before);
    }

    /// <summary>Gives the memory back, with whatever nobody read.</summary>
    public void Release()
    {
        GiveBack(_buffer);
        (_start, _end, _buffer) = (0, 0, []);
    }

    /// <summary>Marks received bytes as read.</summary>
    public void Advance(int count) => _start += count;

    /// <exception cref="WireFault">The connection broke.</exception>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await _stream.WriteAsync(bytes, CancellationToken.None);
        }
        catch (Exception problem) when (IsOfConnection(problem))
        {
            throw FaultOf(problem, Fault.Closed);
        }
    }

    /// <summary>Waits for more bytes behind those received.</summary>
    /// <returns>How many came; 0 when the other end has closed.</returns>
    /// <exception cref="WireFault">The connection broke, or its time was over.</exception>
    public async ValueTask<int> ReceiveAsync()
    {
        if (_start == _end)
        {
            (_start, _end) = (0, 0);
        }
        else if (_end == _buffer.Length)
        {
            Received.CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        try
        {
            var count = await _stream.ReadAsync(_buffer.AsMemory(_end), CancellationToken.None);
            _end += count;
            return count;
        }
        catch (Exception problem) when (IsOfConnection(problem))
        {
            throw FaultOf(problem, Fault.Closed);
        }
    }

    public void Dispose()
    {
        if (!Interlocked.Exchange(ref _disposed, value: true))
        {
            Volatile.Write(ref _deadline, Settled);
            _deadlines.Remove(this);
            _stream.Dispose();
            _socket.Dispose();
        }
    }

    internal bool IsLate(long now)
    {
        var deadline = Volatile.Read(ref _deadline);
        return deadline > 0
            && now > deadline
            && Interlocked.CompareExchange(ref _deadline, Settled, deadline) == deadline;
    }

    internal void TimeOut()
    {
        Volatile.Write(ref _timedOut, value: true);
        Dispose();
    }

    private async ValueTask ConnectAsync(Authority authority)
    {
        // A peer that vanished without a word is noticed by the system, not taken for a silent stream for ever.
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, optionValue: true);
        _socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 10);
        _socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 5);
        await _socket.ConnectAsync(new IPEndPoint(Remote, authority.Port));
        _stream = new NetworkStream(_socket, ownsSocket: false);
        if (!authority.Secure)
        {
            return;
        }

        try
        {
            var secured = new SslStream(_stream);
            _stream = secured;
            await secured.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = authority.Host,
                    ApplicationProtocols = [SslApplicationProtocol.Http11],
                }
            );
        }
        catch (Exception problem) when (IsOfConnection(problem))
        {
            throw FaultOf(problem, Fault.Tls);
        }
    }

    private static void GiveBack(byte[] buffer)
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>What sockets and TLS throw when the connection breaks, or when it is disposed while somebody waits on it.</summary>
    private static bool IsOfConnection(Exception problem) =>
        problem
            is IOException
                or SocketException
                or AuthenticationException
                or OperationCanceledException
                or InvalidOperationException
                or NotSupportedException;

    private WireFault FaultOf(Exception problem, Fault otherwise) =>
        Volatile.Read(ref _timedOut)
            ? new(Fault.Timeout, "No answer in time.", problem)
            : problem as WireFault ?? new(otherwise, problem.Message, problem);
}
