using Mcpx.Launcher.Test;

namespace Mcpx.Launcher.Tests;

public sealed class TrxSummaryTests : IDisposable
{
    private const string Failure =
        "<Output><ErrorInfo><Message>Expected 1, was 2</Message><StackTrace>at A.B()</StackTrace></ErrorInfo></Output>";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Of_SeveralFiles_SumsThem()
    {
        Trx("one.trx", Result("A", "Passed") + Result("B", "Passed") + Result("C", "NotExecuted"));
        Trx("deeper/two.trx", Result("D", "Passed") + Result("E", "Failed", Failure));

        var summary = TrxSummary.Of(folder.FullPath);

        Assert.Equal("3 passed, 1 failed, 1 skipped", summary.Line);
        Assert.Equal([new FailedTest("E", "Expected 1, was 2", "at A.B()")], summary.Failures);
        Assert.False(summary.IsGood);
    }

    [Fact]
    public void Of_OnlyPassedAndSkipped_IsGood()
    {
        Trx("one.trx", Result("A", "Passed") + Result("B", "NotExecuted"));

        Assert.True(TrxSummary.Of(folder.FullPath).IsGood);
    }

    [Theory]
    [InlineData("Timeout")]
    [InlineData("Aborted")]
    [InlineData("a word of tomorrow")]
    public void Of_OutcomeThatIsNotPassedOrSkipped_IsAFailure(string outcome)
    {
        Trx("one.trx", Result("A", "Passed") + Result("B", outcome));

        Assert.Equal("1 passed, 1 failed, 0 skipped", TrxSummary.Of(folder.FullPath).Line);
    }

    [Fact]
    public void Of_NothingRan_IsNotGood()
    {
        Trx("one.trx", Result("A", "NotExecuted"));

        Assert.False(TrxSummary.Of(folder.FullPath).IsGood);
        Assert.False(TrxSummary.Of(folder.File("missing")).IsGood);
    }

    [Fact]
    public void Of_CrashedTestHost_IsTroubleThoughAllThatRanPassed()
    {
        Trx(
            "one.trx",
            Result("A", "Passed"),
            """<ResultSummary outcome="Failed"><RunInfos><RunInfo outcome="Error"><Text>Test host crashed</Text></RunInfo></RunInfos></ResultSummary>"""
        );

        var summary = TrxSummary.Of(folder.FullPath);

        Assert.Equal(["one.trx: Test host crashed"], summary.Troubles);
        Assert.False(summary.IsGood);
    }

    [Fact]
    public void Of_BrokenFile_IsTroubleAndNamed()
    {
        Trx("good.trx", Result("A", "Passed"));
        folder.File("broken.trx", "<TestRun><Results>");

        var summary = TrxSummary.Of(folder.FullPath);

        Assert.Equal(1, summary.Passed);
        Assert.StartsWith("broken.trx cannot be read", Assert.Single(summary.Troubles), StringComparison.Ordinal);
    }

    private static string Result(string name, string outcome, string inner = "") =>
        $"""<UnitTestResult testName="{name}" outcome="{outcome}">{inner}</UnitTestResult>""";

    private void Trx(string name, string results, string more = "") =>
        folder.File(
            name,
            $"""<TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>{results}</Results>{more}</TestRun>"""
        );
}
