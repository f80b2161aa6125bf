using System.Security.Cryptography;

namespace Mcpx.Watchdog.Evidence.Zip;

/// <summary>The next bytes of a stream, and their digest.</summary>
/// <param name="inner">The stream; it is not closed.</param>
/// <param name="length">How many.</param>
internal sealed class Slice(Stream inner, long length) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public string Sha256() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>Reads what is left.</summary>
    public void Drain()
    {
        var buffer = new byte[16 * 1024];
        while (Read(buffer) > 0) { }
    }

    public override int Read(Span<byte> buffer)
    {
        if (_read == length || buffer.Length == 0)
        {
            return 0;
        }

        var read = inner.Read(buffer[..(int)Math.Min(buffer.Length, length - _read)]);
        if (read == 0)
        {
            throw new InvalidDataException("the zip ends too early");
        }

        _hash.AppendData(buffer[..read]);
        _read += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
