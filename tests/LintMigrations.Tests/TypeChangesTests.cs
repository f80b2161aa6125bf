using CsCheck;
using Mcpx.LintMigrations.Schema;

namespace Mcpx.LintMigrations.Tests;

public sealed class TypeChangesTests
{
    private static readonly string[] Types =
    [
        "int",
        "bigint",
        "bit",
        "tinyint",
        "nvarchar(10)",
        "nvarchar(20)",
        "nvarchar(max)",
        "varchar(10)",
        "varchar",
        "char(10)",
        "nchar(10)",
        "varbinary(8)",
        "binary(8)",
        "decimal(9,2)",
        "decimal(12,4)",
        "numeric(9,2)",
        "decimal",
        "money",
        "smallmoney",
        "float",
        "real",
        "date",
        "datetime",
        "datetime2(0)",
        "datetime2(7)",
        "datetimeoffset(3)",
        "time(3)",
        "uniqueidentifier",
        "xml",
        "dbo.FlagName",
    ];

    [Theory]
    [InlineData("nvarchar(10)", "nvarchar(20)", "Wider")]
    [InlineData("nvarchar(20)", "nvarchar(10)", "Narrower")]
    [InlineData("nvarchar(4000)", "nvarchar(max)", "Wider")]
    [InlineData("nvarchar(max)", "nvarchar(4000)", "Narrower")]
    [InlineData("varchar(10)", "nvarchar(10)", "Wider")]
    [InlineData("nvarchar(10)", "varchar(10)", "Narrower")]
    [InlineData("varchar", "varchar(1)", "None")]
    [InlineData("char(10)", "varchar(10)", "WiderReadDifferently")]
    [InlineData("int", "bigint", "WiderReadDifferently")]
    [InlineData("bigint", "int", "Narrower")]
    [InlineData("decimal(9,2)", "decimal(12,4)", "Wider")]
    [InlineData("decimal(9,2)", "decimal(9,4)", "Narrower")]
    [InlineData("decimal(9,2)", "numeric(9,2)", "Wider")]
    [InlineData("datetime", "datetime2(3)", "Wider")]
    [InlineData("datetime", "datetime2(0)", "Narrower")]
    [InlineData("datetime2(3)", "datetime", "Narrower")]
    [InlineData("datetime2(3)", "datetime2(7)", "Wider")]
    [InlineData("time(7)", "time(3)", "Narrower")]
    [InlineData("binary(8)", "varbinary(8)", "WiderReadDifferently")]
    [InlineData("varbinary(8)", "varchar(8)", "Narrower")]
    [InlineData("uniqueidentifier", "nvarchar(36)", "Narrower")]
    [InlineData("int", "dbo.Number", "Narrower")]
    public void Of_TwoTypes_IsWhatACallerMeets(string before, string after, string expected) =>
        Assert.Equal(expected, TypeChanges.Of(Type(before), Type(after)).ToString());

    [Fact]
    public void Of_ThereAndBack_IsNeverWiderBothWaysUnlessTheSameValuesFit() =>
        Gen.Select(Gen.Int[0, Types.Length - 1], Gen.Int[0, Types.Length - 1])
            .Sample(
                (first, second) =>
                {
                    var (there, back) = (
                        TypeChanges.Of(Type(Types[first]), Type(Types[second])),
                        TypeChanges.Of(Type(Types[second]), Type(Types[first]))
                    );
                    Assert.Equal(first == second, there == TypeChange.None);
                    var sameValues = there == back && there is not TypeChange.Narrower and not TypeChange.None;
                    Assert.True(!sameValues || Alike(Types[first], Types[second]), $"{Types[first]} {Types[second]}");
                },
                iter: 2_000
            );

    // Their values fit into each other; what differs is padding, or only the word.
    private static bool Alike(string first, string second) =>
        Type(first).First == Type(second).First && Type(first).Second == Type(second).Second;

    private static SqlType Type(string text)
    {
        var file = Lint.Read($"CREATE TABLE dbo.T (C {text} NULL);").File!;
        var picture = new SchemaPicture();
        SchemaFold.Run(picture, file);
        return picture.Tables["dbo.T"][0].Type;
    }
}
