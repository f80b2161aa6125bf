namespace Mcpx.Watchdog.Wire;

/// <summary>What reading a body's framing led to.</summary>
internal enum Framed
{
    /// <summary>A piece of the body.</summary>
    Piece,

    /// <summary>All bytes are used up and the body goes on.</summary>
    More,

    /// <summary>The body is complete.</summary>
    End,

    /// <summary>This is no such framing.</summary>
    Broken,
}

/// <summary>
/// Takes a chunked body apart, however its bytes arrive, for example <c>4;note\r\ntext\r\n0\r\n\r\n</c>. Extensions and
/// trailers are passed over.
/// </summary>
internal struct ChunkedFraming
{
    /// <summary>Size lines with extensions, and all trailers together, are not longer from any honest server.</summary>
    private const int LongestLines = 16 * 1024;

    private const long LargestChunk = long.MaxValue / 32;

    private State _state;
    private long _left;
    private int _line;
    private bool _digits;

    private enum State
    {
        Size,
        Extension,
        Data,
        AfterData,
        Trailer,
        TrailerLine,
        End,
    }

    /// <summary>Reads on.</summary>
    /// <param name="bytes">What arrived; what was read is taken off.</param>
    /// <param name="piece">A piece of the body, when there is one.</param>
    public Framed Next(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> piece)
    {
        piece = default;
        while (_state != State.End)
        {
            if (bytes.IsEmpty)
            {
                return Framed.More;
            }

            if (_state == State.Data)
            {
                var length = (int)Math.Min(_left, bytes.Length);
                piece = bytes[..length];
                bytes = bytes[length..];
                _left -= length;
                _state = _left == 0 ? State.AfterData : State.Data;
                return Framed.Piece;
            }

            var next = bytes[0];
            bytes = bytes[1..];
            if (++_line > LongestLines || !Step(next))
            {
                return Framed.Broken;
            }
        }

        return Framed.End;
    }

    private bool Step(byte next) =>
        _state switch
        {
            State.Size => StepSize(next),
            State.Extension => next != (byte)'\n' || EndSize(),
            State.AfterData => next == (byte)'\r' || (next == (byte)'\n' && Enter(State.Size)),
            State.Trailer => next switch
            {
                (byte)'\r' => true,
                (byte)'\n' => Enter(State.End),
                _ => Enter(State.TrailerLine, keepsLine: true),
            },
            _ => next != (byte)'\n' || Enter(State.Trailer, keepsLine: true),
        };

    private bool StepSize(byte next)
    {
        if (char.IsAsciiHexDigit((char)next))
        {
            _left = (_left * 16) + (next <= (byte)'9' ? next - '0' : (next | 0x20) - 'a' + 10);
            _digits = true;
            return _left <= LargestChunk;
        }

        return _digits
            && next switch
            {
                (byte)'\n' => EndSize(),
                (byte)'\r' or (byte)';' or (byte)' ' or (byte)'\t' => Enter(State.Extension, keepsLine: true),
                _ => false,
            };
    }

    private bool EndSize()
    {
        _digits = false;
        return Enter(_left > 0 ? State.Data : State.Trailer);
    }

    private bool Enter(State state, bool keepsLine = false)
    {
        _state = state;
        _line = keepsLine ? _line : 0;
        return true;
    }
}
