using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Mcpx.Watchdog.Tests.Support.Tds;

/// <summary>What the server does with a request.</summary>
/// <param name="Tokens">What it answers; null for silence until the client gives up.</param>
/// <param name="CutAfter">After so many bytes of the answer the connection ends.</param>
internal sealed record TdsReply(byte[]? Tokens, int CutAfter = int.MaxValue)
{
    public static readonly TdsReply Done = new(new TdsTokens().Done().Bytes);
    public static readonly TdsReply Silence = new(Tokens: null);
    public static readonly TdsReply Cut = new([], CutAfter: 0);

    public static TdsReply Error(int number, string message, byte severity = 16) =>
        new(new TdsTokens().Error(number, message, severity).Done(2).Bytes);
}

/// <summary>
/// Speaks as much of SQL Server's protocol, without encryption, as the real client needs to log in and to call procedures:
/// what is tested are real bytes on a real socket.
/// </summary>
internal sealed class TdsServer : IAsyncDisposable
{
    private readonly Func<TdsRequest, TdsReply> _answer;
    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Task> _peers = [];
    private readonly ConcurrentQueue<TdsRequest> _requests = [];
    private readonly Task _accepting;

    public TdsServer(Func<TdsRequest, TdsReply> answer)
    {
        _answer = answer;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Every request so far.</summary>
    public IReadOnlyCollection<TdsRequest> Requests => _requests;

    /// <summary>The answer to a login, in place of letting the client in.</summary>
    public TdsReply? Login { get; set; }

    public string ConnectionString =>
        FormattableString.Invariant(
            $"Data Source=127.0.0.1,{Port};Initial Catalog=portal;User ID=watchdog;Password=not-in-any-log;Encrypt=Optional;Connect Timeout=5"
        );

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_peers);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptSocketAsync(_stop.Token);
            }
            catch (Exception end)
                when (end is SocketException or InvalidOperationException or OperationCanceledException)
            {
                return;
            }

            _peers.Add(Task.Run(() => ServeAsync(socket)));
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            await ServeAsync(new TdsPackets(stream));
        }
        catch (Exception end) when (end is IOException or OperationCanceledException or SocketException)
        {
            // The client left, or the test is over.
        }
    }

    private async Task ServeAsync(TdsPackets wire)
    {
        while (true)
        {
            var (type, body) = await wire.ReadAsync(_stop.Token);
            var reply = type switch
            {
                TdsPackets.Prelogin => new TdsReply(Unencrypted()),
                TdsPackets.Login => Login ?? new(new TdsTokens().LoggedIn().Bytes),
                TdsPackets.Attention => new(new TdsTokens().Done(0x20).Bytes),
                _ => Take(TdsRequest.Read(type, body)),
            };
            if (reply.Tokens is { } tokens)
            {
                await wire.SendAsync(tokens, _stop.Token, reply.CutAfter);
            }

            if (reply.CutAfter != int.MaxValue)
            {
                return;
            }
        }
    }

    private TdsReply Take(TdsRequest request)
    {
        _requests.Enqueue(request);
        return _answer(request);
    }

    /// <summary>Version 16.0, and no encryption, not even of the login.</summary>
    private static byte[] Unencrypted() =>
        [0, 0, 16, 0, 6, 1, 0, 22, 0, 1, 4, 0, 23, 0, 1, 0xFF, 16, 0, 0, 0, 0, 0, 2, 0];
}
