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
        Assert.Null(Evidence.Newest("INC-0001"));
        Assert.Equal(1, Evidence.NextPart("INC-0001"));
    }

    [Fact]
    public void Newest_TwoParts_IsTheSecond()
    {
        Evidence.Add("INC-0001", 1, "ab", [1]);
        Evidence.Add("INC-0001", 2, "cd", [2]);
        Evidence.Add("INC-0002", 1, "ef", [3]);

        Assert.Equal([2], Evidence.Newest("INC-0001")!);
        Assert.Equal(3, Evidence.NextPart("INC-0001"));
    }

    [Fact]
    public void Add_SamePartAgain_IsRefused()
    {
        Evidence.Add("INC-0001", 1, "ab", [1]);

        Assert.Throws<SqliteException>(() => Evidence.Add("INC-0001", 1, "cd", [2]));
        Assert.Equal([1], Evidence.Newest("INC-0001")!);
    }
}
