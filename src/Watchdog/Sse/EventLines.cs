using System.Buffers.Text;
using System.Text;

namespace Mcpx.Watchdog.Sse;

/// <summary>What of a stream became complete.</summary>
[Flags]
internal enum Completed
{
    /// <summary>Nothing yet.</summary>
    Nothing = 0,

    /// <summary>A comment line, or a block of fields.</summary>
    Sign = 1,

    /// <summary>A real event: a block with a <c>data:</c> or <c>event:</c> line.</summary>
    Event = 2,
}

/// <summary>
/// Reads an event stream as far as is needed to know what it completes, for example <c>: ping\n</c> or
/// <c>id: 7\nevent: job\ndata: {}\n\n</c>: a comment ends with its line, a block with an empty line. Of a line only its
/// first bytes are kept, however long it is.
/// </summary>
internal sealed class EventLines
{
    private const int Kept = 128;

    private readonly byte[] _line = new byte[Kept];
    private int _length;
    private bool _cut;
    private bool _begun;
    private bool _afterReturn;
    private bool _hasField;
    private bool _hasEvent;
    private string? _id;

    /// <summary>The id of the last complete block that has or inherits one, for <c>Last-Event-ID</c>; null without one.</summary>
    public string? LastEventId { get; private set; }

    /// <summary>How long the server asks to wait before connecting again; null when it does not say.</summary>
    public TimeSpan? Retry { get; private set; }

    /// <summary>Takes the next bytes.</summary>
    /// <returns>What they completed.</returns>
    public Completed Take(ReadOnlySpan<byte> bytes)
    {
        var completed = Completed.Nothing;
        while (!bytes.IsEmpty)
        {
            // A line ends with \n, \r or \r\n.
            var rest = _afterReturn && bytes[0] == (byte)'\n' ? bytes[1..] : bytes;
            _afterReturn = false;
            var end = rest.IndexOfAny((byte)'\r', (byte)'\n');
            Keep(end < 0 ? rest : rest[..end]);
            if (end < 0)
            {
                break;
            }

            completed |= EndLine();
            _afterReturn = rest[end] == (byte)'\r';
            bytes = rest[(end + 1)..];
        }

        return completed;
    }

    private void Keep(ReadOnlySpan<byte> part)
    {
        var kept = part[..Math.Min(part.Length, Kept - _length)];
        kept.CopyTo(_line.AsSpan(_length));
        _length += kept.Length;
        _cut |= kept.Length < part.Length;
    }

    private Completed EndLine()
    {
        ReadOnlySpan<byte> line = _line.AsSpan(0, _length);
        var cut = _cut;
        (_length, _cut) = (0, false);
        if (!_begun)
        {
            _begun = true;
            line = line.StartsWith("\uFEFF"u8) ? line[3..] : line;
        }

        if (line.IsEmpty)
        {
            return EndBlock();
        }

        if (line[0] == (byte)':')
        {
            return Completed.Sign;
        }

        _hasField = true;
        _hasEvent |= IsField(line, "data"u8, out _) || IsField(line, "event"u8, out _);
        if (!cut && IsField(line, "id"u8, out var id) && id.IndexOfAnyInRange((byte)0, (byte)0x1f) < 0)
        {
            _id = id.IsEmpty ? null : Encoding.UTF8.GetString(id);
        }
        else if (
            !cut
            && IsField(line, "retry"u8, out var retry)
            && Utf8Parser.TryParse(retry, out uint milliseconds, out var used)
            && used == retry.Length
        )
        {
            Retry = TimeSpan.FromMilliseconds(milliseconds);
        }

        return Completed.Nothing;
    }

    private Completed EndBlock()
    {
        var block =
            _hasEvent ? Completed.Sign | Completed.Event
            : _hasField ? Completed.Sign
            : Completed.Nothing;
        (_hasField, _hasEvent) = (false, false);
        LastEventId = _id;
        return block;
    }

    private static bool IsField(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!line.StartsWith(name) || (line.Length > name.Length && line[name.Length] != (byte)':'))
        {
            return false;
        }

        value = line.Length > name.Length ? line[(name.Length + 1)..] : default;
        value = value.StartsWith(" "u8) ? value[1..] : value;
        return true;
    }
}
