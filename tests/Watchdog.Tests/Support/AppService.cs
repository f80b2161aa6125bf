using System.Collections.Concurrent;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>
/// An address with workers behind it, as App Service has them: a call without the cookie of a living worker goes to the next one in
/// turn and is told its cookie.
/// </summary>
internal sealed class AppService : IAsyncDisposable
{
    public const string Cookie = "ARRAffinity";
    private readonly ConcurrentQueue<(string Worker, string Request)> _asked = new();
    private int _turn;

    public AppService(params string[] workers)
    {
        Workers = workers;
        Server = new(AnswerAsync);
    }

    /// <summary>The workers alive; without any the platform itself answers, and sets no cookie.</summary>
    public IReadOnlyList<string> Workers { get; set; }

    /// <summary>Those of them that answer 503.</summary>
    public IReadOnlyList<string> Sick { get; set; } = [];

    public HostileServer Server { get; }

    /// <summary>Which worker got which request.</summary>
    public IReadOnlyCollection<(string Worker, string Request)> Asked => _asked;

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private async Task AnswerAsync(Peer peer)
    {
        var request = await peer.ReadAsync();
        var alive = Workers;
        var pinned = alive.FirstOrDefault(worker => request.Contains($"{Cookie}={worker}", StringComparison.Ordinal));
        var worker = pinned ?? (alive.Count > 0 ? alive[Interlocked.Increment(ref _turn) % alive.Count] : "none");
        _asked.Enqueue((worker, request));
        var set =
            pinned is null && alive.Count > 0 ? $"Set-Cookie: {Cookie}={worker};Path=/;HttpOnly;Domain=h\r\n" : "";
        var status = Sick.Contains(worker) ? "503 Service Unavailable" : "200 OK";
        await peer.SendAsync(
            $"HTTP/1.1 {status}\r\nConnection: close\r\n{set}Content-Length: {worker.Length}\r\n\r\n{worker}"
        );
    }
}
