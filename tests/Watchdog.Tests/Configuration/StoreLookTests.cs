using Mcpx.Db;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Tests.Configuration;

/// <summary>What a look at the store's server leads to.</summary>
public sealed class StoreLookTests
{
    private static readonly ServerFacts Right = new()
    {
        Version = "16.0.4135.4",
        Edition = "Standard",
        Collation = "SQL_Latin1_General_CP1_CI_AS",
        Clock = Some.Start.UtcDateTime,
        MayExecute = true,
    };

    [Fact]
    public void Judge_ServerIsRight_SaysWhatItIs()
    {
        var look = Judge(Right);

        Assert.Empty(look.Errors);
        Assert.Empty(look.Warnings);
        Assert.EndsWith(
            "SQL Server 16.0.4135.4 (Standard), SQL_Latin1_General_CP1_CI_AS, clock 0.0 s",
            look.Line,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Judge_ReadOnly_IsAnError() =>
        Assert.Contains(
            "read-only",
            Assert.Single(Judge(Right with { IsReadOnly = true }).Errors).Problem,
            StringComparison.Ordinal
        );

    [Fact]
    public void Judge_SchemaIsOlder_IsTheOnlyErrorAndNamesWhatToDo()
    {
        var error = Assert.Single(Judge(Right with { MayExecute = false }, "waiting for migrate to update it").Errors);

        Assert.Equal(
            ("Watchdog:Store:ConnectionVariable", "MCPX_STORE", "waiting for migrate to update it"),
            (error.Key, error.Value, error.Problem)
        );
    }

    [Fact]
    public void Judge_MayNotExecute_NamesTheRole() =>
        Assert.Contains(
            "watchdog_exec",
            Assert.Single(Judge(Right with { MayExecute = false }).Errors).Problem,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(-3.5, "3.5 s behind")]
    [InlineData(60, "60.0 s ahead of")]
    public void Judge_ClocksDiffer_WarnsHowMuch(double seconds, string words) =>
        Assert.Contains(
            words,
            Assert.Single(Judge(Right with { Clock = Some.Start.UtcDateTime.AddSeconds(seconds) }).Warnings),
            StringComparison.Ordinal
        );

    [Fact]
    public void Judge_MayDelete_Warns() =>
        Assert.Contains(
            "may delete",
            Assert.Single(Judge(Right with { MayDelete = true }).Warnings),
            StringComparison.Ordinal
        );

    private static StoreLook Judge(ServerFacts facts, string? obstacle = null) =>
        StoreLook.Judge(
            Some.Options(Some.Environment()) with
            {
                Store = new() { ConnectionVariable = "MCPX_STORE" },
            },
            facts,
            obstacle,
            Some.Start
        );

    [Fact]
    public void At_EmbeddedStore_SaysWhatRunWouldFind()
    {
        using var folder = new Folder();
        var options = Some.Options(Some.Environment()) with { DataDirectory = folder.Path };
        Assert.Contains("run creates it", StoreLook.At(options, Some.Start).Line, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));

        Migrations.Run(folder.Path);
        var right = StoreLook.At(options, Some.Start);
        Assert.Empty(right.Errors);
        Assert.Contains(Path.GetFullPath(folder.Path), right.Line, StringComparison.Ordinal);

        using var other = new Folder();
        File.WriteAllText(Path.Combine(other.Path, "journal.db"), new string('x', 5_000));
        var error = Assert.Single(StoreLook.At(options with { DataDirectory = other.Path }, Some.Start).Errors);
        Assert.Equal("Watchdog:DataDirectory", error.Key);
        Assert.Contains("is no SQLite database", error.Problem, StringComparison.Ordinal);
    }
}
