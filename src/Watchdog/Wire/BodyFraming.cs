namespace Mcpx.Watchdog.Wire;

/// <summary>Where the body of an answer ends: after a length, after its last chunk, or with the connection.</summary>
internal struct BodyFraming
{
    private readonly bool _chunked;
    private ChunkedFraming _chunks;
    private long _left;

    public BodyFraming(ResponseHead head)
    {
        _chunked = head.Chunked;
        EndsWithConnection = !head.Chunked && head.Length is null && !IsBodiless(head.Status);
        _left =
            EndsWithConnection ? long.MaxValue
            : IsBodiless(head.Status) ? 0
            : head.Length ?? 0;
        _chunked &= !IsBodiless(head.Status);
    }

    /// <summary>Whether the connection's end is the body's; otherwise it cuts it off.</summary>
    public bool EndsWithConnection { get; }

    /// <summary>Reads on.</summary>
    /// <param name="bytes">What arrived; what was read is taken off.</param>
    /// <param name="piece">A piece of the body, when there is one.</param>
    public Framed Next(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> piece)
    {
        if (_chunked)
        {
            return _chunks.Next(ref bytes, out piece);
        }

        var length = (int)Math.Min(_left, bytes.Length);
        piece = bytes[..length];
        bytes = bytes[length..];
        _left -= EndsWithConnection ? 0 : length;
        return length > 0 ? Framed.Piece
            : _left == 0 ? Framed.End
            : Framed.More;
    }

    private static bool IsBodiless(int status) => status is 204 or 304;
}
