using System.Globalization;
using System.Text.Json;

namespace Mcpx.Sandbox.Inbox;

/// <summary>One message that would have gone to Slack.</summary>
/// <param name="ReceivedAt">When.</param>
/// <param name="Channel">Where to; null for a webhook's own channel.</param>
/// <param name="Text">What it says, in Slack's markup.</param>
internal sealed record InboxMessage(DateTimeOffset ReceivedAt, string? Channel, string Text)
{
    /// <summary>Its name, for others to go under it; null for a webhook's.</summary>
    public string? Ts { get; init; }

    /// <summary>The message it goes under; null for one of its own.</summary>
    public string? Thread { get; init; }

    /// <summary>Whether the channel reads it too although it goes under another.</summary>
    public bool IsBroadcast { get; init; }

    /// <summary>What stands on its buttons.</summary>
    public IReadOnlyList<string> Buttons { get; init; } = [];
}

/// <summary>Keeps the messages, also across a restart: one JSON object a line.</summary>
internal sealed class SlackInbox
{
    private const int Kept = 500;

    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly LinkedList<InboxMessage> _newestFirst = [];
    private long _named;

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

    public void Add(string? channel, string text) => Keep(new InboxMessage(_time.GetUtcNow(), channel, text));

    /// <summary>Takes one as a bot's.</summary>
    /// <returns>Its name.</returns>
    public string Add(InboxMessage message)
    {
        var now = _time.GetUtcNow();
        string ts;
        lock (_lock)
        {
            // Microseconds, and never the same twice.
            _named = Math.Max(_named + 1, (now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
            ts = string.Create(CultureInfo.InvariantCulture, $"{_named / 1_000_000}.{_named % 1_000_000:000000}");
        }

        Keep(message with { ReceivedAt = now, Ts = ts });
        return ts;
    }

    private void Keep(InboxMessage message)
    {
        lock (_lock)
        {
            File.AppendAllText(_path, JsonSerializer.Serialize(message, SandboxJson.Options) + "\n");
            _newestFirst.AddFirst(message);
            if (_newestFirst.Count > Kept)
                _newestFirst.RemoveLast();
        }
    }
}
