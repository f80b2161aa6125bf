using System.IO.Compression;
using Mcpx.Domain.Evidence;

namespace Mcpx.Watchdog.Evidence.Zip;

/// <summary>
/// Writes a sealed zip, file by file, holding none of them. A file that fails half-way leaves nothing behind.
/// </summary>
/// <param name="output">Where to; it is written from its beginning and must seek.</param>
/// <param name="at">When the part is sealed.</param>
/// <param name="most">The most bytes that it may have in all.</param>
internal sealed class SealedZipWriter(Stream output, DateTimeOffset at, long most = SealedZipWriter.Largest)
{
    /// <summary>What the store takes as one value, with room to spare.</summary>
    public const long Largest = 512L * 1024 * 1024;

    private readonly List<ZipItem> _items = [];
    private readonly uint _time = ZipFormat.Time(at);

    /// <summary>Whether the output itself failed: then nothing more is of use.</summary>
    public bool Broken { get; private set; }

    /// <summary>Writes one file.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="source">Where its facts come from.</param>
    /// <param name="write">Writes its bytes.</param>
    public EvidenceFile Add(string path, string source, Action<Stream> write)
    {
        var deflated = !IsPacked(path);
        var offset = output.Position;
        try
        {
            var item = new ZipItem(path, deflated, _time, 0, 0, 0, (uint)offset);
            Output(ZipFormat.Local(item));
            using var packed = new DigestStream(new Guarded(this), most - output.Position);
            using var content = Content(packed, deflated, out var deflate);
            write(content);
            deflate?.Dispose();
            item = item with { Crc = content.Crc, Packed = (uint)packed.Count, Bytes = (uint)content.Count };
            Close(item);
            return new(path, content.Sha256(), content.Count, source) { PackedSha256 = packed.Sha256() };
        }
        catch
        {
            Undo(offset);
            throw;
        }
    }

    /// <summary>Copies a file of another part as it lies there.</summary>
    /// <param name="file">What that part's manifest says of it.</param>
    /// <param name="other">What its headers say.</param>
    /// <param name="packed">Its bytes as they lie in that zip.</param>
    public EvidenceFile Copy(EvidenceFile file, ZipItem other, Stream packed)
    {
        var offset = output.Position;
        try
        {
            var item = other with { Time = _time, Offset = (uint)offset };
            Output(ZipFormat.Local(item));
            using var digest = new DigestStream(new Guarded(this), most - output.Position);
            packed.CopyTo(digest);
            if (digest.Count != item.Packed || digest.Sha256() != file.PackedSha256)
            {
                throw new InvalidDataException($"{file.Path} is not what was sealed");
            }

            _items.Add(item);
            return file;
        }
        catch
        {
            Undo(offset);
            throw;
        }
    }

    /// <summary>Writes the directory that ends the zip.</summary>
    public void Finish()
    {
        var start = output.Position;
        foreach (var item in _items)
        {
            Output(ZipFormat.Central(item));
        }

        Output(ZipFormat.End(_items.Count, (uint)(output.Position - start), (uint)start));
        output.Flush();
    }

    private static bool IsPacked(string path) =>
        path == EvidenceManifest.FileName || Path.GetExtension(path) is ".png" or ".jpg" or ".gz";

    /// <summary>Through packing, where it pays: the stream to write to, and the one to end before counting.</summary>
    private static DigestStream Content(DigestStream packed, bool deflated, out DeflateStream? deflate)
    {
        deflate = deflated ? new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true) : null;
        return new DigestStream(deflate ?? (Stream)packed, uint.MaxValue);
    }

    private void Close(ZipItem item)
    {
        var end = output.Position;
        output.Position = item.Offset;
        Output(ZipFormat.Local(item));
        output.Position = end;
        _items.Add(item);
    }

    private void Output(ReadOnlySpan<byte> bytes)
    {
        try
        {
            output.Write(bytes);
        }
        catch
        {
            Broken = true;
            throw;
        }
    }

    private void Undo(long offset)
    {
        if (!Broken)
        {
            output.SetLength(offset);
            output.Position = offset;
        }
    }

    /// <summary>The output, noting where it was it that failed.</summary>
    private sealed class Guarded(SealedZipWriter writer) : Stream
    {
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer) => writer.Output(buffer);

        public override void Write(byte[] buffer, int offset, int count) => writer.Output(buffer.AsSpan(offset, count));

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
