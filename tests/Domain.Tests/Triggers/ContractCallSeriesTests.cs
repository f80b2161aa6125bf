using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Triggers;

/// <summary>What contract files and scripted workflows put before judging.</summary>
public sealed class ContractCallSeriesTests
{
    [Theory]
    [InlineData(200, true)]
    [InlineData(300, false)]
    [InlineData(401, false)]
    public void Latency_RefusalThatIsWanted_SaysNothingAboutSpeed(int status, bool judged)
    {
        var judge = new EnvironmentJudge("Prod", Some.Environment());
        for (var second = 1; second <= 60; second++)
        {
            judge.Take(
                new ContractCalled(Some.At(second), "api-1", "/x", Fault.None, status, 900_000),
                Some.At(second)
            );
        }

        judge.TickAll(Some.At(60));

        var together = judge.Verdicts().Single(verdict => verdict is { Trigger: TriggerNames.Latency, Instance: null });
        Assert.Equal(judged, together.State == VerdictState.Pending);
    }

    [Theory]
    [InlineData("/api/x", "GET /api/x on api-1 breaks the contract: answered 404")]
    [InlineData("/api/x without a token", "GET /api/x without a token on api-1 breaks the contract: answered 404")]
    [InlineData("HEAD /api/x", "HEAD /api/x on api-1 breaks the contract: answered 404")]
    public void Describe_BrokenCall_IsNamedAsItWasMade(string path, string expected)
    {
        var series = new ContractSeries(Component.Api, new());
        foreach (var second in new[] { 1, 2 })
        {
            series.Add(new(Some.At(second), "api-1", path, Fault.Status, 404, 5_000, "answered 404"));
        }

        series.Step(Some.At(2), deploying: false);

        Assert.Equal((VerdictState.Breached, expected), (series.Verdict().State, series.Verdict().Sentence));
    }

    [Fact]
    public void Add_RefusedAsWantedAfterABreak_EndsIt()
    {
        var series = new ContractSeries(Component.Api, new());
        foreach (var second in new[] { 1, 2 })
        {
            series.Add(new(Some.At(second), "api-1", "/x without a token", Fault.None, 200, 5_000, "answered 200"));
        }

        Assert.Equal(VerdictState.Breached, series.Step(Some.At(2), deploying: false));
        foreach (var second in new[] { 3, 4 })
        {
            series.Add(new(Some.At(second), "api-1", "/x without a token", Fault.None, 401, 5_000));
        }

        series.Step(Some.At(4), deploying: false);
        Assert.Equal(VerdictState.Healthy, series.Step(Some.At(4.25), deploying: false));
    }

    [Fact]
    public void Add_NoAnswerBetweenTwoBreaks_IsNoPassAndNoBreak()
    {
        var series = new ContractSeries(Component.Api, new());
        series.Add(new(Some.At(1), "api-1", "/x", Fault.Status, 404, 900, "answered 404"));
        series.Add(new(Some.At(2), "api-1", "/x", Fault.Refused, 0, 900));
        series.Add(new(Some.At(3), "api-1", "/x", Fault.Status, 410, 900, "answered 410"));

        Assert.Equal(VerdictState.Breached, series.Step(Some.At(3), deploying: false));
        Assert.EndsWith(": answered 410", series.Verdict().Sentence, StringComparison.Ordinal);
        series.Add(new(Some.At(4), "api-1", "/x", Fault.None, 200, 900));
        series.Step(Some.At(4), deploying: false);
        Assert.EndsWith(": answered 410", series.Verdict().Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_SameBreakTwice_IsOne()
    {
        var series = new ContractSeries(Component.Api, new());
        series.Add(new(Some.At(1), "api-1", "/x", Fault.Status, 404, 900, "answered 404"));
        series.Add(new(Some.At(1), "api-1", "/x", Fault.Status, 404, 900, "answered 404"));

        Assert.Equal(VerdictState.Healthy, series.Step(Some.At(1), deploying: false));
    }

    [Theory]
    [InlineData(1_899, VerdictState.Healthy)]
    [InlineData(1_900, VerdictState.NoData)]
    public void Step_LateCallOfAnotherInstance_DoesNotTakeBackTheNewest(double second, VerdictState expected)
    {
        var series = new ContractSeries(Component.Api, new());
        series.Add(new(Some.At(100), "api-1", "/x", Fault.None, 200, 900));
        series.Add(new(Some.At(50), "api-2", "/x", Fault.None, 200, 900));

        Assert.Equal(expected, series.Step(Some.At(second), deploying: false));
    }

    [Fact]
    public void Clear_BreakBeforeADeployment_IsNotTheFirstOfTwo()
    {
        var series = new ContractSeries(Component.Api, new());
        series.Add(new(Some.At(1), "api-1", "/x", Fault.Status, 404, 900, "answered 404"));
        series.Clear(Some.At(2));
        series.Add(new(Some.At(3), "api-1", "/x", Fault.Status, 404, 900, "answered 404"));

        Assert.Equal(VerdictState.Healthy, series.Step(Some.At(3), deploying: false));
    }

    [Theory]
    [InlineData(1, "GET /x")] // both since one time: the one that was called first
    [InlineData(0, "GET /y")]
    [InlineData(2, "GET /x")]
    public void Describe_TwoBrokenCalls_NamesTheOneThatBrokeFirst(double second, string expected)
    {
        var series = new ContractSeries(Component.Api, new());
        series.Add(new(Some.At(1), "api-1", "/x", Fault.Status, 404, 900, "answered 404"));
        series.Add(new(Some.At(second), "api-1", "/y", Fault.Status, 404, 900, "answered 404"));
        series.Add(new(Some.At(3), "api-1", "/x", Fault.Status, 404, 900, "answered 404"));
        series.Add(new(Some.At(3), "api-1", "/y", Fault.Status, 404, 900, "answered 404"));
        series.Step(Some.At(3), deploying: false);

        Assert.StartsWith($"{expected} on api-1", series.Verdict().Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jobs.yaml", "jobs")]
    [InlineData("workflows/audit.trail.yml", "audit.trail")]
    [InlineData(@"C:\rules\flags.yaml", "flags")]
    [InlineData("plain", "plain")]
    public void NameOf_File_IsItsNameWithoutTheEnding(string file, string expected) =>
        Assert.Equal(expected, WorkflowProbeOptions.NameOf(file));

    [Fact]
    public void Names_WebAndFiles_AreJudgedOnTheirComponents()
    {
        var judge = new EnvironmentJudge(
            "Prod",
            Some.Environment() with
            {
                Probes = new()
                {
                    Workflows = new() { Web = true, Files = ["rules/jobs.yaml"] },
                },
            }
        );
        foreach (var second in new[] { 1, 2 })
        {
            judge.Take(new WorkflowWalked(Some.At(second), "jobs", "“list” failed"), Some.At(second));
            judge.Take(new WorkflowWalked(Some.At(second), "web pages", null), Some.At(second));
        }

        judge.TickAll(Some.At(2));
        var states = judge
            .Verdicts()
            .Where(verdict => verdict.Trigger == TriggerNames.Business)
            .ToDictionary(verdict => verdict.Series, verdict => verdict.State);

        Assert.Equal(VerdictState.Breached, states["business/Api/all/jobs"]);
        Assert.Equal(VerdictState.Healthy, states["business/Web/all/web pages"]);
    }
}
