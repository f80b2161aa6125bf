using System.Buffers.Binary;
using System.Text;

namespace Mcpx.Watchdog.Evidence.Zip;

/// <summary>
/// The one way in which a sealed zip is written: no comments, no extra fields, no gaps, everything of a header follows from the
/// file it stands for. So there is no byte whose change would go unseen (docs/adr/0027). Any zip program reads it.
/// </summary>
internal static class ZipFormat
{
    public const int LocalLength = 30;
    public const uint LocalMark = 0x04034b50;
    public const uint CentralMark = 0x02014b50;
    private const uint EndMark = 0x06054b50;
    private const int CentralLength = 46;
    private const int EndLength = 22;
    private const ushort Needed = 20;
    private const ushort MadeOnUnix = (3 << 8) | Needed;
    private const ushort Utf8Names = 1 << 11;
    private const ushort Deflate = 8;

    /// <summary>A plain file, readable by everybody, in the attributes' upper half.</summary>
    private const uint PlainFile = 0x81A4u << 16;

    public static byte[] Local(ZipItem item)
    {
        var name = Encoding.UTF8.GetBytes(item.Name);
        var bytes = new byte[LocalLength + name.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, LocalMark);
        Shared(bytes.AsSpan(4), item, name.Length);
        name.CopyTo(bytes.AsSpan(LocalLength));
        return bytes;
    }

    public static byte[] Central(ZipItem item)
    {
        var name = Encoding.UTF8.GetBytes(item.Name);
        var bytes = new byte[CentralLength + name.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, CentralMark);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(4), MadeOnUnix);
        Shared(bytes.AsSpan(6), item, name.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(38), PlainFile);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(42), item.Offset);
        name.CopyTo(bytes.AsSpan(CentralLength));
        return bytes;
    }

    public static byte[] End(int count, uint size, uint offset)
    {
        var bytes = new byte[EndLength];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, EndMark);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)count);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(10), (ushort)count);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), size);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(16), offset);
        return bytes;
    }

    /// <summary>What a local header says; null when it is not one, or says what this format never does.</summary>
    /// <param name="head">Its first 30 bytes, and its name after them.</param>
    /// <param name="offset">Where it stands.</param>
    public static ZipItem? Read(ReadOnlySpan<byte> head, uint offset)
    {
        string name;
        try
        {
            name = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(head[LocalLength..]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }

        var item = new ZipItem(
            name,
            BinaryPrimitives.ReadUInt16LittleEndian(head[8..]) == Deflate,
            BinaryPrimitives.ReadUInt32LittleEndian(head[10..]),
            BinaryPrimitives.ReadUInt32LittleEndian(head[14..]),
            BinaryPrimitives.ReadUInt32LittleEndian(head[18..]),
            BinaryPrimitives.ReadUInt32LittleEndian(head[22..]),
            offset
        );
        return Local(item).AsSpan().SequenceEqual(head) ? item : null;
    }

    /// <summary>Length of the name that follows a local header.</summary>
    public static int NameLength(ReadOnlySpan<byte> head) => BinaryPrimitives.ReadUInt16LittleEndian(head[26..]);

    /// <summary>A moment as headers hold it: date above, time below, in steps of two seconds.</summary>
    public static uint Time(DateTimeOffset at)
    {
        var utc = at.UtcDateTime;
        var year = Math.Clamp(utc.Year, 1980, 2107);
        var date = ((year - 1980) << 9) | (utc.Month << 5) | utc.Day;
        var time = (utc.Hour << 11) | (utc.Minute << 5) | (utc.Second / 2);
        return ((uint)date << 16) | (uint)time;
    }

    private static void Shared(Span<byte> bytes, ZipItem item, int nameLength)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, Needed);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[2..], Utf8Names);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[4..], item.Deflated ? Deflate : (ushort)0);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[6..], item.Time);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[10..], item.Crc);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[14..], item.Packed);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[18..], item.Bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[22..], (ushort)nameLength);
    }
}
