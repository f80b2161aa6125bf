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
/// <c>event: job\ndata: {}\n\n</c>: a comment ends with its line, a block with an empty line. Of a line only its first bytes
/// are kept, however long it is.
/// </summary>
internal sealed class EventLines
{
    private readonly byte[] _head = new byte["event:".Length];
    private int _length;
    private bool _afterReturn;
    private bool _hasField;
    private bool _hasEvent;

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
        var kept = part[..Math.Min(part.Length, _head.Length - _length)];
        kept.CopyTo(_head.AsSpan(_length));
        _length += kept.Length;
    }

    private Completed EndLine()
    {
        var line = _head.AsSpan(0, _length);
        _length = 0;
        if (line.IsEmpty)
        {
            var block =
                _hasEvent ? Completed.Sign | Completed.Event
                : _hasField ? Completed.Sign
                : Completed.Nothing;
            (_hasField, _hasEvent) = (false, false);
            return block;
        }

        if (line[0] == (byte)':')
        {
            return Completed.Sign;
        }

        _hasField = true;
        _hasEvent |= IsField(line, "data"u8) || IsField(line, "event"u8);
        return Completed.Nothing;
    }

    private static bool IsField(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name) =>
        line.StartsWith(name) && (line.Length == name.Length || line[name.Length] == (byte)':');
}
