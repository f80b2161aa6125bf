using CsCheck;
using Mcpx.Watchdog.PortalLogs;

namespace Mcpx.Watchdog.Tests.PortalLogs;

/// <summary>The shapes log stores answer in.</summary>
public sealed class FoundLinesTests
{
    [Theory]
    // Loki: pairs of time and line.
    [InlineData(
        """{"data":{"resultType":"streams","result":[{"stream":{"app":"portal"},"values":[["17","a r-77 b"],["18","other"]]}]}}""",
        "17 a r-77 b"
    )]
    // Application Insights: rows of a table.
    [InlineData(
        """{"tables":[{"name":"PrimaryResult","columns":[{"name":"timestamp","type":"datetime"}],"rows":[["2026-11-26T08:00:00Z","pool exhausted",3,"r-77",null]]}]}""",
        "2026-11-26T08:00:00Z pool exhausted 3 r-77"
    )]
    // A search engine: documents.
    [InlineData(
        """{"hits":{"total":1,"hits":[{"_id":"x","_source":{"level":"ERROR","requestId":"r-77","nested":{"a":1}}}]}}""",
        "level=ERROR requestId=r-77"
    )]
    [InlineData("before\r\n  ERROR r-77 in text\r\nafter", "ERROR r-77 in text")]
    [InlineData("\"a line r-77 alone\"", "a line r-77 alone")]
    public void In_AnswersOfLogStores_IsTheRowThatHoldsIt(string answer, string line) =>
        Assert.Equal([line], FoundLines.In(answer, "r-77"));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"data":{"result":[]}}""")]
    public void In_NothingFound_IsEmpty(string answer) => Assert.Empty(FoundLines.In(answer, "r-77"));

    [Fact]
    public void In_HalfASurrogatePair_IsTakenAsText()
    {
        const string answer = """{"rows":[["r-77","\ud800"]]}""";

        Assert.Equal([answer], FoundLines.In(answer, "r-77"));
    }

    [Fact]
    public void In_WhateverText_NeverThrows() =>
        Gen.String.Sample(answer => Assert.NotNull(FoundLines.In(answer, "r").ToList()));

    [Fact]
    public void In_NestedBeyondWhatIsRead_IsTakenAsText()
    {
        var deep = $"{new string('[', 1_000)}\"r-77\"{new string(']', 1_000)}";

        Assert.Equal([deep], FoundLines.In(deep, "r-77"));
    }
}
