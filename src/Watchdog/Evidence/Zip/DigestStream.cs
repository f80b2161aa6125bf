using System.Security.Cryptography;

namespace Mcpx.Watchdog.Evidence.Zip;

/// <summary>Passes bytes on and knows their digest, their checksum and how many they were; refuses more than it may take.</summary>
/// <param name="inner">Where to; null keeps nothing.</param>
/// <param name="most">How many bytes may pass.</param>
internal sealed class DigestStream(Stream? inner, long most = long.MaxValue) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private Crc32 _crc = new();

    public long Count { get; private set; }

    public uint Crc => _crc.Value;

    public string Sha256() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => Count;

    public override long Position
    {
        get => Count;
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.Length > most - Count)
        {
            throw new InvalidDataException($"more than {most} bytes");
        }

        _hash.AppendData(buffer);
        _crc.Add(buffer);
        Count += buffer.Length;
        inner?.Write(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => inner?.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
