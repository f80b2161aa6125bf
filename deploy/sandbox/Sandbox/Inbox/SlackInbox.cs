using System.Text.Json;

namespace Mcpx.Sandbox.Inbox;

/// <summary>One message that would have gone to Slack.</summary>
internal sealed record InboxMessage(DateTimeOffset ReceivedAt, string? Channel, string Text);

/// <summary>Keeps the messages, also across a restart: one JSON object a line.</summary>
internal sealed class SlackInbox
{
    private const int Kept = 500;

    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly LinkedList<InboxMessage> _newestFirst = [];

    public SlackInbox(string path, TimeProvider time)
    {
        _path = path;
        _time = time;
        if (File.Exists(path))
            foreach (var line in File.ReadLines(path).TakeLast(Kept))
                _newestFirst.AddFirst(JsonSerializer.Deserialize<InboxMessage>(line, SandboxJson.Options)!);
    }

    public IReadOnlyList<InboxMessage> NewestFirst()
    {
        lock (_lock)
            return [.. _newestFirst];
    }

    public void Add(string? channel, string text)
    {
        var message = new InboxMessage(_time.GetUtcNow(), channel, text);
        lock (_lock)
        {
            File.AppendAllText(_path, JsonSerializer.Serialize(message, SandboxJson.Options) + "\n");
            _newestFirst.AddFirst(message);
            if (_newestFirst.Count > Kept)
                _newestFirst.RemoveLast();
        }
    }
}
