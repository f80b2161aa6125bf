using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Mcpx.BrowserCheck.Tests;

/// <summary>A web server whose answers are a table by path; a null answer is silence.</summary>
internal sealed class PageServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _asked = new();

    public PageServer()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Head and body by path; what is not in it answers 404.</summary>
    public ConcurrentDictionary<string, string?> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>Everything that was sent to it.</summary>
    public string Asked => string.Join('\n', _asked);

    /// <summary>A page of the portal.</summary>
    public void Page(string path, string script = "", string badge = "Prod", string head = "200 OK") =>
        Html(
            path,
            $"""
            <!doctype html><title>t</title><link rel="icon" href="data:,"><span data-environment>{badge}</span>
            <main data-page="{path.Trim('/')}">hello</main><script>{script}</script>
            """,
            head
        );

    public void Html(string path, string html, string head = "200 OK") =>
        Answers[path] =
            $"HTTP/1.1 {head}\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\nContent-Length: {Encoding.UTF8.GetByteCount(html)}\r\n\r\n{html}";

    public void Redirect(string path, string target) =>
        Answers[path] = $"HTTP/1.1 302 Found\r\nLocation: {target}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var held = client;
        try
        {
            var stream = client.GetStream();
            var buffer = new byte[16_384];
            var read = await stream.ReadAsync(buffer, _stop.Token);
            var head = Encoding.UTF8.GetString(buffer, 0, read);
            if (read == 0)
            {
                return;
            }

            _asked.Enqueue(head);
            var path = head.Split(' ')[1].Split('?')[0];
            if (!Answers.TryGetValue(path, out var answer))
            {
                answer = "HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
            }

            if (answer is null)
            {
                await Task.Delay(Timeout.Infinite, _stop.Token);
            }

            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer!), _stop.Token);
        }
        catch (Exception end) when (end is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The browser left, or the test is over.
        }
    }
}
