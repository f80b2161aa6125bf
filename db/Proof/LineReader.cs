namespace Mcpx.Db.Proof;

/// <summary>Lines as bytes, each with its line break, never longer than a limit: a file from outside is not trusted with our memory.</summary>
public sealed class LineReader(Stream input, int longest)
{
    private byte[] _buffer = new byte[Math.Min(longest, 64 * 1_024)];
    private int _start;
    private int _end;

    /// <summary>Whether the next line is longer than allowed; it is not read.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>The next line, valid until the next call; empty at the end, or where <see cref="IsTooLong"/> says so.</summary>
    public ReadOnlySpan<byte> Next()
    {
        for (var seen = 0; ; )
        {
            var at = _buffer.AsSpan(_start + seen, _end - _start - seen).IndexOf((byte)'\n');
            if (at >= 0)
            {
                return Take(seen + at + 1);
            }

            seen = _end - _start;
            if (seen >= longest)
            {
                IsTooLong = true;
                return [];
            }

            Room();
            var read = input.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0)
            {
                return Take(seen);
            }

            _end += read;
        }
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        var line = _buffer.AsSpan(_start, length);
        _start += length;
        return line;
    }

    private void Room()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, (int)Math.Min(longest + 1L, 2L * _buffer.Length));
        }
    }
}
