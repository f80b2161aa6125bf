using System.Collections.Concurrent;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>Some service's HTTP API: a function answers every call, and every call is noted.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<ApiCall> _calls = new();
    private readonly Func<ApiCall, ApiReply> _answer;

    public ApiServer(Func<ApiCall, ApiReply> answer)
    {
        _answer = answer;
        Server = new(AnswerAsync);
    }

    public HostileServer Server { get; }

    /// <summary>Without a slash at its end.</summary>
    public string Address => $"http://127.0.0.1:{Server.Port}";

    /// <summary>Everything that was asked so far.</summary>
    public IReadOnlyCollection<ApiCall> Calls => _calls;

    /// <summary>The calls that would change something.</summary>
    public IReadOnlyList<ApiCall> Acts => [.. _calls.Where(call => call.Method != "GET")];

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private async Task AnswerAsync(Peer peer)
    {
        var lines = (await peer.ReadAsync()).Split("\r\n");
        var first = lines[0].Split(' ');
        var length = int.Parse(Header("Content-Length") ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        var call = new ApiCall(first[0], first[1], await peer.ReadAsync(length), Header("Authorization"))
        {
            Head = lines,
        };
        _calls.Enqueue(call);
        var reply = _answer(call);
        switch (reply.Fate)
        {
            case ApiFate.Lost:
                return;
            case ApiFate.Torn:
                await peer.SendAsync(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
                );
                return;
            case ApiFate.Silent:
                await peer.SilenceAsync();
                return;
        }

        var body = System.Text.Encoding.UTF8.GetBytes(reply.Body);
        await peer.SendAsync(
            $"HTTP/1.1 {reply.Status} x\r\nConnection: close\r\nContent-Type: {reply.Type}\r\nContent-Length: {body.Length}\r\n{reply.Headers}\r\n"
        );
        await peer.SendAsync(body);

        string? Header(string name) =>
            lines
                .FirstOrDefault(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))
                ?[(name.Length + 1)..].Trim();
    }
}

/// <summary>One call.</summary>
internal sealed record ApiCall(string Method, string Path, string Body, string? Authorization)
{
    /// <summary>Its request line and headers, as they came.</summary>
    public IReadOnlyList<string> Head { get; init; } = [];

    /// <summary>A header's value; null without it.</summary>
    public string? Header(string name) =>
        Head.FirstOrDefault(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))
            ?[(name.Length + 1)..].Trim();
}

/// <summary>What becomes of a call.</summary>
public enum ApiFate
{
    /// <summary>It is answered.</summary>
    Answered,

    /// <summary>The connection ends without an answer.</summary>
    Lost,

    /// <summary>The connection ends within the answer.</summary>
    Torn,

    /// <summary>Nothing is ever said.</summary>
    Silent,
}

/// <summary>One answer.</summary>
internal sealed record ApiReply(
    int Status,
    string Body = "",
    string Headers = "",
    string Type = "application/json",
    ApiFate Fate = ApiFate.Answered
)
{
    public static ApiReply Lost { get; } = new(0, Fate: ApiFate.Lost);

    public static ApiReply Torn { get; } = new(0, Fate: ApiFate.Torn);

    public static ApiReply Silent { get; } = new(0, Fate: ApiFate.Silent);

    public static ApiReply Json(string body) => new(200, body);
}
