using System.Text;
using Mcpx.LintMigrations.Files;

namespace Mcpx.LintMigrations.Tests;

public sealed class SqlReaderTests
{
    private const string Drop = "-- ä\nDROP TABLE dbo.Flag;";

    public static TheoryData<string, string> Nestings =>
        new()
        {
            { "(", ")" },
            { "~", "" },
            { "1+", "" },
            { "- ", "" },
            { "~+", "" },
            { "CASE WHEN 1=1 THEN ", " END" },
            { "f(", ")" },
            { "(SELECT ", ")" },
        };

    public static TheoryData<string, string> Blocks =>
        new()
        {
            { "BEGIN ", " END" },
            { "IF 1=1 ", "" },
            { "WHILE 1=1 ", "" },
            { "IF 1=1 SELECT 1 ELSE ", "" },
            { "BEGIN TRY ", " END TRY BEGIN CATCH END CATCH" },
            { "SELECT 1 UNION ", "" },
            { "SELECT 1 FROM t WHERE 1=1 AND EXISTS(", ")" },
        };

    public static TheoryData<byte[]> Encodings =>
        [
            Encoding.UTF8.GetBytes(Drop),
            [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Drop)],
            [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Drop)],
            [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(Drop)],
            Encoding.UTF8.GetBytes(Drop.ReplaceLineEndings("\r\n")),
        ];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Read_EveryEncoding_FindsTheSameOnTheSameLine(byte[] bytes)
    {
        using var folder = new Folder();
        folder.File("0001.sql", bytes);

        var finding = Assert.Single(Lint.Run(new(folder.Path)).Findings);

        Assert.Equal(("MIG004", 2, 1), (finding.Rule.Id, finding.At.Line, finding.At.Column));
    }

    [Theory]
    [InlineData(new byte[] { 0x53, 0x45, 0xE4, 0x20 }, "is not UTF-8")]
    [InlineData(new byte[] { 0x53, 0x00, 0x45, 0x00 }, "holds null characters")]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x00, 0xD8 }, "is not UTF-8")]
    public void Read_WhatIsNoText_IsAFinding(byte[] bytes, string problem)
    {
        using var folder = new Folder();
        folder.File("0001.sql", bytes);

        var finding = Assert.Single(Lint.Run(new(folder.Path)).Findings);

        Assert.Equal("MIG001", finding.Rule.Id);
        Assert.Contains(problem, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TooLong_IsAFindingAndNotRead()
    {
        using var folder = new Folder();
        folder.File("0001.sql", new byte[SqlText.MostBytes + 1]);

        Assert.Contains(
            "is longer than 1024 KiB",
            Assert.Single(Lint.Run(new(folder.Path)).Findings).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [MemberData(nameof(Nestings))]
    public void Parse_DeepExpression_IsRefusedNotFatal(string open, string close) =>
        Refuses(depth => $"SELECT {Repeat(open, depth)}1{Repeat(close, depth)};", open.Length + close.Length);

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Parse_DeepBlocks_AreRefusedNotFatal(string open, string close) =>
        Refuses(depth => $"{Repeat(open, depth)}SELECT 1{Repeat(close, depth)};", open.Length + close.Length);

    [Fact]
    public void Parse_ManyNots_AreRefusedNotFatal() =>
        Refuses(depth => $"SELECT 1 WHERE {Repeat("NOT ", depth)}1=1;", "NOT ".Length);

    [Fact]
    public void Parse_DeepTextInAText_IsNotJudgedAndSaysSo()
    {
        var result = Lint.Text($"EXEC (N'SELECT {Repeat("(", 400)}1{Repeat(")", 400)}');");

        Assert.Equal("MIG018", Assert.Single(result.Findings).Rule.Id);
    }

    [Fact]
    public void Parse_AHundredNested_IsRead()
    {
        Assert.Empty(Lint.Read($"SELECT {Repeat("(", 100)}1{Repeat(")", 100)};").Problems);
        Assert.Empty(Lint.Read($"SELECT 1{Repeat("+1", 2_000)};").Problems);
    }

    [Fact]
    public void Parse_GoWithACount_IsASeparator()
    {
        var reading = Lint.Read("SELECT 1\nGO 5\nSELECT 2\n  go\t12  \r\nSELECT 3");

        Assert.Empty(reading.Problems);
        Assert.Equal(3, reading.File!.Script.Batches.Count);
    }

    /// <summary>A little deeper than is read, and as deep as a file can be.</summary>
    private static void Refuses(Func<int, string> nested, int each)
    {
        foreach (var depth in new[] { 4_000, (SqlText.MostBytes - 100) / each })
        {
            var reading = Lint.Read(nested(depth));
            Assert.Null(reading.File);
            Assert.NotEmpty(reading.Problems);
        }
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
