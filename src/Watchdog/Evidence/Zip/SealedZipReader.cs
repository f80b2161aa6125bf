using System.IO.Compression;
using Mcpx.Domain.Evidence;

namespace Mcpx.Watchdog.Evidence.Zip;

/// <summary>What was read of one file.</summary>
/// <param name="Item">Its headers.</param>
/// <param name="Sha256">Digest of what it holds.</param>
/// <param name="PackedSha256">Digest of its bytes in the zip.</param>
/// <param name="Start">Where they begin.</param>
internal sealed record ZipFound(ZipItem Item, string Sha256, string PackedSha256, long Start);

/// <summary>
/// Reads a sealed zip from its first byte to its last, once, and takes nothing that <see cref="SealedZipWriter"/> would not have
/// written. Needs little memory whatever it is given; what a file unpacks to is bounded by what its header says, and that by what
/// packing can do.
/// </summary>
internal static class SealedZipReader
{
    /// <summary>More files than any pack has.</summary>
    private const int MostFiles = 20_000;

    /// <summary>What all files may unpack to.</summary>
    private const long MostBytes = 4L * 1024 * 1024 * 1024;

    /// <summary>Deflate packs no tighter than 1032 to 1.</summary>
    private const long Tightest = 1_032;

    /// <summary>Walks the zip.</summary>
    /// <param name="zip">The zip, from its beginning.</param>
    /// <param name="sink">Where a file's content goes as well; null for nowhere.</param>
    /// <exception cref="InvalidDataException">It is not a sealed zip, or not as it was sealed.</exception>
    public static IReadOnlyList<ZipFound> Read(Stream zip, Func<ZipItem, Stream?> sink)
    {
        var found = new List<ZipFound>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        long position = 0;
        long unpacked = 0;
        var head = new byte[ZipFormat.LocalLength];
        while (true)
        {
            Fill(zip, head.AsSpan(0, 4));
            if (BitConverter.ToUInt32(head) != ZipFormat.LocalMark)
            {
                End(zip, head.AsSpan(0, 4), [.. found.Select(one => one.Item)], position);
                return found;
            }

            Fill(zip, head.AsSpan(4));
            var item = Header(zip, head, position);
            unpacked += item.Bytes;
            if (found.Count == MostFiles || unpacked > MostBytes || item.Bytes > Tightest * (item.Packed + 16L))
            {
                throw new InvalidDataException($"{item.Name} would unpack to more than a pack holds");
            }

            if (!names.Add(item.Name))
            {
                throw new InvalidDataException($"{item.Name} is there twice");
            }

            position += ZipFormat.LocalLength + ZipFormat.NameLength(head);
            found.Add(Content(zip, item, position, sink(item)));
            position += item.Packed;
        }
    }

    private static ZipItem Header(Stream zip, byte[] head, long position)
    {
        var length = ZipFormat.NameLength(head);
        if (length is 0 or > EvidencePath.Longest)
        {
            throw new InvalidDataException($"the header at {position} is not a sealed one");
        }

        var whole = new byte[ZipFormat.LocalLength + length];
        head.CopyTo(whole, 0);
        Fill(zip, whole.AsSpan(ZipFormat.LocalLength));
        if (position > uint.MaxValue || ZipFormat.Read(whole, (uint)position) is not { } item)
        {
            throw new InvalidDataException($"the header at {position} is not a sealed one");
        }

        return EvidencePath.Problem(item.Name) is { } problem
            ? throw new InvalidDataException($"the file at {position} is not taken: {problem}")
            : item;
    }

    private static ZipFound Content(Stream zip, ZipItem item, long start, Stream? sink)
    {
        using var packed = new Slice(zip, item.Packed);
        using var content = new DigestStream(sink, item.Bytes);
        try
        {
            if (item.Deflated)
            {
                using var inflate = new DeflateStream(packed, CompressionMode.Decompress, leaveOpen: true);
                inflate.CopyTo(content);
            }
            else
            {
                packed.CopyTo(content);
            }
        }
        catch (InvalidDataException problem)
        {
            throw new InvalidDataException($"{item.Name} cannot be unpacked: {problem.Message}", problem);
        }

        packed.Drain();
        return content.Count != item.Bytes || content.Crc != item.Crc
            ? throw new InvalidDataException($"{item.Name} is not what its header says")
            : new(item, content.Sha256(), packed.Sha256(), start);
    }

    /// <summary>The rest follows from what was read, byte by byte.</summary>
    private static void End(Stream zip, ReadOnlySpan<byte> begun, IReadOnlyList<ZipItem> items, long start)
    {
        using var expected = new MemoryStream();
        foreach (var item in items)
        {
            expected.Write(ZipFormat.Central(item));
        }

        expected.Write(ZipFormat.End(items.Count, (uint)expected.Length, (uint)start));
        var rest = new byte[expected.Length];
        begun.CopyTo(rest);
        Fill(zip, rest.AsSpan(begun.Length));
        if (!rest.AsSpan().SequenceEqual(expected.GetBuffer().AsSpan(0, rest.Length)))
        {
            throw new InvalidDataException("the zip's directory is not what its files say");
        }

        if (zip.ReadByte() >= 0)
        {
            throw new InvalidDataException("something follows the zip's end");
        }
    }

    private static void Fill(Stream zip, Span<byte> bytes)
    {
        if (zip.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw new InvalidDataException("the zip ends too early");
        }
    }
}
