using Microsoft.Data.Sqlite;

namespace Mcpx.Db.Tests;

public sealed class EvidenceStoreTests : IDisposable
{
    private readonly DataFolder _folder = new();

    private EvidenceStore Evidence => _folder.Store.Evidence;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Newest_NothingSealed_IsNull()
    {
        Assert.Null(Evidence.OpenNewest("INC-0001"));
        Assert.Equal(1, Evidence.NextPart("INC-0001"));
    }

    [Fact]
    public void Newest_TwoParts_IsTheSecond()
    {
        Evidence.Add("INC-0001", 1, "ab", new MemoryStream([1]));
        Evidence.Add("INC-0001", 2, "cd", new MemoryStream([2]));
        Evidence.Add("INC-0002", 1, "ef", new MemoryStream([3]));

        Assert.Equal([2], Read("INC-0001"));
        Assert.Equal(3, Evidence.NextPart("INC-0001"));
    }

    [Fact]
    public void Add_SamePartAgain_IsRefused()
    {
        Evidence.Add("INC-0001", 1, "ab", new MemoryStream([1]));

        Assert.Throws<SqliteException>(() => Evidence.Add("INC-0001", 1, "cd", new MemoryStream([2])));
        Assert.Equal([1], Read("INC-0001"));
    }

    [Fact]
    public void Open_LongPack_IsReadPieceByPieceAndSeeks()
    {
        var bytes = new byte[1_000_003];
        new Random(1).NextBytes(bytes);
        Evidence.Add("INC-0001", 1, "ab", new MemoryStream(bytes));

        using var pack = Evidence.Open("INC-0001", 1)!;

        Assert.Equal((1, "ab", bytes.LongLength), (pack.Part, pack.Sha256, pack.Length));
        Assert.Equal(bytes, Read("INC-0001"));
        pack.Seek(-3, SeekOrigin.End);
        Assert.Equal(bytes[^3], pack.ReadByte());
        pack.Position = 262_143;
        Assert.Equal([bytes[262_143], bytes[262_144]], [(byte)pack.ReadByte(), (byte)pack.ReadByte()]);
    }

    [Fact]
    public void Add_StreamFailsHalfWay_LeavesNothing()
    {
        Assert.Throws<EndOfStreamException>(() => Evidence.Add("INC-0001", 1, "ab", new Failing()));

        Assert.Null(Evidence.OpenNewest("INC-0001"));
        Assert.Equal(1, Evidence.NextPart("INC-0001"));
    }

    private byte[] Read(string incident)
    {
        using var pack = Evidence.OpenNewest(incident)!;
        using var copy = new MemoryStream();
        pack.CopyTo(copy);
        return copy.ToArray();
    }

    private sealed class Failing() : MemoryStream(new byte[500_000])
    {
        public override int Read(byte[] buffer, int offset, int count) =>
            Position > 100_000 ? throw new EndOfStreamException() : base.Read(buffer, offset, Math.Min(count, 4_096));

        public override int Read(Span<byte> buffer) =>
            Position > 100_000 ? throw new EndOfStreamException() : base.Read(buffer[..Math.Min(buffer.Length, 4_096)]);

        public override void CopyTo(Stream destination, int bufferSize)
        {
            var buffer = new byte[4_096];
            while (true)
            {
                destination.Write(buffer, 0, Read(buffer, 0, buffer.Length));
            }
        }
    }
}
