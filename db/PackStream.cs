using Mcpx.Db.Engines;

namespace Mcpx.Db;

/// <summary>
/// A stored zip as a stream. Each read opens the store for a moment: a slow reader would else keep the journal from being
/// checkpointed.
/// </summary>
public sealed class PackStream : Stream
{
    private const int Piece = 256 * 1024;

    private readonly IJournalEngine _engine;
    private readonly string _incident;
    private readonly long _length;
    private byte[] _piece = [];
    private long _pieceAt;
    private long _position;

    internal PackStream(IJournalEngine engine, string incident, int part, long length, string sha256) =>
        (_engine, _incident, Part, _length, Sha256) = (engine, incident, part, length, sha256);

    /// <summary>Its number.</summary>
    public int Part { get; }

    /// <summary>Its digest, as it was stored with it.</summary>
    public string Sha256 { get; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => _length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set => _position = value;
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_position >= _length || buffer.Length == 0)
        {
            return 0;
        }

        if (_position < _pieceAt || _position >= _pieceAt + _piece.Length)
        {
            Fetch();
        }

        var from = (int)(_position - _pieceAt);
        var read = Math.Min(buffer.Length, _piece.Length - from);
        _piece.AsSpan(from, read).CopyTo(buffer);
        _position += read;
        return read;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) =>
        _position =
            offset
            + origin switch
            {
                SeekOrigin.Begin => 0,
                SeekOrigin.Current => _position,
                _ => _length,
            };

    /// <inheritdoc/>
    public override void Flush() { }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Fetch()
    {
        var piece = new byte[Math.Min(Piece, _length - _position)];
        _engine.ReadPack(_incident, Part, _position, piece);
        (_piece, _pieceAt) = (piece, _position);
    }
}
