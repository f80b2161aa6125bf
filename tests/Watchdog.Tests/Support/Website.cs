namespace Mcpx.Watchdog.Tests.Support;

/// <summary>A web server whose pages are a table; what is not in it answers 404.</summary>
internal sealed class Website : IAsyncDisposable
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _asked = new();

    public Website(IReadOnlyDictionary<string, string>? pages = null)
    {
        Pages = new(pages ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        Server = new(AnswerAsync);
    }

    /// <summary>Bodies by path.</summary>
    public System.Collections.Concurrent.ConcurrentDictionary<string, string> Pages { get; }

    /// <summary>Lines of headers that every answer carries, each ended.</summary>
    public string Headers { get; set; } = "";

    /// <summary>What is answered to a path without a page.</summary>
    public (string Status, string Body) Otherwise { get; set; } = ("404 Not Found", "no such page");

    public HostileServer Server { get; }

    /// <summary>The paths asked for so far.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private async Task AnswerAsync(Peer peer)
    {
        var path = (await peer.ReadAsync()).Split(' ')[1];
        _asked.Enqueue(path);
        var (status, body) = Pages.TryGetValue(path, out var page) ? ("200 OK", page) : Otherwise;
        var bytes = System.Text.Encoding.UTF8.GetBytes(body);
        await peer.SendAsync(
            $"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {bytes.Length}\r\n{Headers}\r\n"
        );
        await peer.SendAsync(bytes);
    }
}
