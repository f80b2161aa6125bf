using Dapper;
using Mcpx.Domain.Incidents;
using Microsoft.Data.Sqlite;

namespace Mcpx.Db.Tests;

public sealed class PictureStoreTests : IDisposable
{
    private static readonly AttestedPicture Picture = new("ab", 3, "jpeg");
    private readonly DataFolder _folder = new();

    private PictureStore Pictures => _folder.Store.Pictures;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Add_TheSameTwice_IsKeptOncePerIncident()
    {
        Pictures.Add("INC-0001", Picture, [1, 2, 3]);
        Pictures.Add("INC-0001", Picture, [1, 2, 3]);
        Pictures.Add("INC-0002", Picture, [1, 2, 3]);

        var (sha256, kind, content) = Assert.Single(Pictures.Of("INC-0001"));
        Assert.Equal(("ab", "jpeg"), (sha256, kind));
        Assert.Equal([1, 2, 3], content);
        Assert.Equal("jpeg", Pictures.Find("INC-0002", "ab")!.Value.Kind);
        Assert.Null(Pictures.Find("INC-0003", "ab"));
    }

    [Theory]
    [InlineData("UPDATE picture SET content = x'00'")]
    [InlineData("DELETE FROM picture")]
    [InlineData("INSERT OR REPLACE INTO picture VALUES ('INC-0001', 'ab', 'png', x'00')")]
    public void Kept_AnyChange_IsRefused(string sql)
    {
        Pictures.Add("INC-0001", Picture, [1, 2, 3]);
        using var connection = new SqliteConnection($"Data Source={_folder.JournalFile}");

        Assert.Throws<SqliteException>(() => connection.Execute(sql));
        Assert.Equal([1, 2, 3], Pictures.Find("INC-0001", "ab")!.Value.Content);
    }
}
