using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>A server written by hand, so that it can behave as badly as it likes on every connection.</summary>
internal sealed class HostileServer : IAsyncDisposable
{
    private readonly Func<Peer, Task> _behave;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _peers = [];
    private TcpListener _listener;
    private Task _accepting;
    private int _connections;

    public HostileServer(Func<Peer, Task> behave)
    {
        _behave = behave;
        _listener = new(IPAddress.Loopback, 0);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_listener);
    }

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    public int Connections => _connections;

    /// <summary>Refuses from now on.</summary>
    public async Task CloseAsync()
    {
        _listener.Stop();
        await _accepting;
    }

    /// <summary>Accepts again, on the same port.</summary>
    public void Reopen()
    {
        _listener = new(IPAddress.Loopback, Port);
        _listener.Start();
        _accepting = AcceptAsync(_listener);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_peers);
        _stop.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await listener.AcceptSocketAsync();
            }
            catch (Exception end) when (end is SocketException or InvalidOperationException)
            {
                return;
            }

            Interlocked.Increment(ref _connections);
            _peers.Add(Task.Run(() => ServeAsync(socket)));
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var peer = new Peer(socket, _stop.Token);
        try
        {
            await _behave(peer);
        }
        catch (Exception end) when (end is IOException or OperationCanceledException or SocketException)
        {
            // The client had enough, or the test is over.
        }
    }
}

/// <summary>One connection of a <see cref="HostileServer"/>.</summary>
internal sealed class Peer(Socket socket, CancellationToken stopping) : IDisposable
{
    private readonly NetworkStream _stream = new(socket, ownsSocket: true);

    public CancellationToken Stopping => stopping;

    /// <summary>Reads the request's head.</summary>
    public Task<string> ReadAsync() => ReadUntilAsync("\r\n\r\n");

    /// <summary>Reads up to and with an ending.</summary>
    public async Task<string> ReadUntilAsync(string ending)
    {
        var head = new StringBuilder();
        var buffer = new byte[1];
        while (!head.ToString().EndsWith(ending, StringComparison.Ordinal))
        {
            if (await _stream.ReadAsync(buffer, stopping) == 0)
            {
                throw new IOException("The client left.");
            }

            head.Append((char)buffer[0]);
        }

        return head.ToString();
    }

    /// <summary>Reads so many bytes as text.</summary>
    public async Task<string> ReadAsync(int bytes)
    {
        var body = new byte[bytes];
        await _stream.ReadExactlyAsync(body, stopping);
        return Encoding.UTF8.GetString(body);
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(byte[] bytes) => await _stream.WriteAsync(bytes, stopping);

    /// <summary>A complete answer.</summary>
    public async Task AnswerAsync(string status, byte[] body, string headers = "")
    {
        await ReadAsync();
        await SendAsync($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\n{headers}\r\n");
        await SendAsync(body);
    }

    public Task AnswerAsync(string status, string body = "", string headers = "") =>
        AnswerAsync(status, Encoding.UTF8.GetBytes(body), headers);

    /// <summary>The head of an event stream.</summary>
    public async Task BeginStreamAsync(string type = "text/event-stream")
    {
        await ReadAsync();
        await SendAsync($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nConnection: close\r\n\r\n");
    }

    public Task PauseAsync(int milliseconds) => Task.Delay(milliseconds, stopping);

    /// <summary>Says nothing until the test is over.</summary>
    public Task SilenceAsync() => Task.Delay(Timeout.Infinite, stopping);

    /// <summary>Shakes hands over TLS, then waits for the client to leave.</summary>
    public async Task SecureAsync(SslStreamCertificateContext certificate)
    {
        await using var secure = new SslStream(_stream, leaveInnerStreamOpen: true);
        try
        {
            await secure.AuthenticateAsServerAsync(new() { ServerCertificateContext = certificate }, stopping);
            await secure.ReadExactlyAsync(new byte[1], stopping);
        }
        catch (System.Security.Authentication.AuthenticationException)
        {
            // The client did not like what it saw.
        }
    }

    /// <summary>Ends the connection with a reset instead of a farewell.</summary>
    public void Reset() => socket.LingerState = new(enable: true, seconds: 0);

    public void Dispose() => _stream.Dispose();
}
