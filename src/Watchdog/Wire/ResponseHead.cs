using System.Buffers.Text;
using System.Text;

namespace Mcpx.Watchdog.Wire;

/// <summary>
/// The head of an HTTP/1.x answer, for example <c>HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n</c>. Its bytes are kept as
/// they came; what is asked for often is read at once.
/// </summary>
internal sealed class ResponseHead
{
    private readonly byte[] _lines;

    private ResponseHead(int status, bool persistent, byte[] lines)
    {
        (Status, Persistent, _lines) = (status, persistent, lines);
    }

    /// <summary>The status, 100 to 599.</summary>
    public int Status { get; }

    /// <summary>Whether the connection may be used again.</summary>
    public bool Persistent { get; private set; }

    /// <summary>The announced length of the body; null when none is announced.</summary>
    public long? Length { get; private set; }

    /// <summary>Whether the body comes in chunks.</summary>
    public bool Chunked { get; private set; }

    /// <summary>Where the head ends in a buffer: the index behind its empty line; -1 while that has not come.</summary>
    /// <param name="bytes">What came so far.</param>
    /// <param name="from">What was searched already without success.</param>
    public static int EndIn(ReadOnlySpan<byte> bytes, int from)
    {
        // A line ends with \r\n, or with \n alone from careless servers.
        for (var at = Math.Max(0, from - 3); bytes[at..].IndexOf((byte)'\n') is var next and >= 0; )
        {
            at += next + 1;
            if (bytes[at..].StartsWith("\n"u8))
            {
                return at + 1;
            }

            if (bytes[at..].StartsWith("\r\n"u8))
            {
                return at + 2;
            }
        }

        return -1;
    }

    /// <summary>Reads a complete head.</summary>
    /// <returns>Null when it is none, or one that leaves open where its body ends: two lengths are a smuggler's tool.</returns>
    public static ResponseHead? Read(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        if (end < 0 || ReadStatus(bytes[..end]) is not var (status, persistent))
        {
            return null;
        }

        var head = new ResponseHead(status, persistent, bytes[(end + 1)..].ToArray());
        return head.ReadFraming() ? head : null;
    }

    /// <summary>The first value of a header; null without one. Bytes that are no ASCII read as <c>?</c>.</summary>
    public string? Header(ReadOnlySpan<byte> name)
    {
        foreach (var (field, value) in Fields())
        {
            if (Ascii.EqualsIgnoreCase(_lines.AsSpan(field), name))
            {
                return Encoding.ASCII.GetString(_lines.AsSpan(value));
            }
        }

        return null;
    }

    /// <summary>All values of a header, in their order.</summary>
    public IReadOnlyList<string> Headers(ReadOnlySpan<byte> name)
    {
        List<string>? values = null;
        foreach (var (field, value) in Fields())
        {
            if (Ascii.EqualsIgnoreCase(_lines.AsSpan(field), name))
            {
                (values ??= []).Add(Encoding.ASCII.GetString(_lines.AsSpan(value)));
            }
        }

        return values ?? [];
    }

    private static (int Status, bool Persistent)? ReadStatus(ReadOnlySpan<byte> line)
    {
        // HTTP/1.1 200 OK: the reason may be empty or missing.
        line = line.TrimEnd((byte)'\r');
        return
            line.Length >= 12
            && line.StartsWith("HTTP/1."u8)
            && line[7] is (byte)'0' or (byte)'1'
            && line[8] == (byte)' '
            && Utf8Parser.TryParse(line.Slice(9, 3), out int status, out var used)
            && used == 3
            && status is >= 100 and <= 599
            && (line.Length == 12 || line[12] == (byte)' ')
            ? (status, line[7] == (byte)'1')
            : null;
    }

    private bool ReadFraming()
    {
        foreach (var (field, value) in Fields())
        {
            ReadOnlySpan<byte> name = _lines.AsSpan(field);
            ReadOnlySpan<byte> text = _lines.AsSpan(value);
            if (Ascii.EqualsIgnoreCase(name, "content-length"u8))
            {
                if (
                    text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0
                    || !Utf8Parser.TryParse(text, out long length, out var used)
                    || used != text.Length
                    || (Length ?? length) != length
                )
                {
                    return false;
                }

                Length = length;
            }
            else if (Ascii.EqualsIgnoreCase(name, "transfer-encoding"u8))
            {
                if (Chunked || !Ascii.EqualsIgnoreCase(text, "chunked"u8))
                {
                    return false;
                }

                Chunked = true;
            }
            else if (Ascii.EqualsIgnoreCase(name, "connection"u8))
            {
                // "close" among others; an old server that says keep-alive is not worth a second case.
                Persistent &= !Encoding.ASCII.GetString(text).Contains("close", StringComparison.OrdinalIgnoreCase);
            }
        }

        return !(Chunked && Length is not null);
    }

    private FieldEnumerator Fields() => new(_lines);

    /// <summary>Walks over the head's fields: where each name and each value stands. What is no field is passed over.</summary>
    private struct FieldEnumerator(byte[] lines)
    {
        private int _next;

        public (Range Name, Range Value) Current { get; private set; }

        public readonly FieldEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            while (_next < lines.Length)
            {
                var start = _next;
                var rest = lines.AsSpan(start);
                var end = rest.IndexOf((byte)'\n');
                _next = end < 0 ? lines.Length : start + end + 1;
                var line = (end < 0 ? rest : rest[..end]).TrimEnd((byte)'\r');
                var colon = line.IndexOf((byte)':');
                if (colon <= 0)
                {
                    continue;
                }

                var value = line[(colon + 1)..];
                var from = start + colon + 1 + (value.Length - value.TrimStart(" \t"u8).Length);
                Current = (start..(start + colon), from..Math.Max(from, start + line.TrimEnd(" \t"u8).Length));
                return true;
            }

            return false;
        }
    }
}
