using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Triggers;

public sealed class CorsSeriesTests
{
    private static readonly string[] Origins = ["https://a", "https://b", "https://c"];
    private readonly CorsSeries _series = new(Origins, new CorsOptions());

    [Fact]
    public void Step_NothingAnswered_IsNoData()
    {
        Ask(0, "https://a", PreflightAnswer.None);
        Assert.Equal(VerdictState.NoData, _series.Step(Some.At(0), deploying: false));
    }

    [Fact]
    public void Step_OneAnswerEach_IsNotEnough()
    {
        Ask(0, "https://a", PreflightAnswer.Forbidden);
        Assert.Equal(VerdictState.NotEnoughSamples, _series.Step(Some.At(0), deploying: false));
    }

    [Theory]
    [InlineData(0, VerdictState.Healthy)]
    [InlineData(1, VerdictState.Healthy)] // one of three is not widespread
    [InlineData(2, VerdictState.Breached)]
    [InlineData(3, VerdictState.Breached)]
    public void Step_SoManyOriginsRefused_IsWidespreadFromHalfAndTwo(int refused, VerdictState expected)
    {
        for (var second = 0; second < 20; second += 10)
        {
            for (var i = 0; i < Origins.Length; i++)
            {
                Ask(second, Origins[i], i < refused ? PreflightAnswer.Forbidden : PreflightAnswer.Allowed);
            }
        }

        Assert.Equal(expected, _series.Step(Some.At(20), deploying: false));
        Assert.Equal(refused, _series.Verdict().Value);
        Assert.Equal(2, _series.Verdict().Limit);
    }

    [Fact]
    public void Step_AnOriginAllowedOnOneInstance_IsNotRefused()
    {
        foreach (var origin in Origins)
        {
            Ask(0, origin, PreflightAnswer.Forbidden);
            Ask(0, origin, PreflightAnswer.Allowed, source: 1);
            Ask(10, origin, PreflightAnswer.Forbidden);
        }

        Assert.Equal(VerdictState.Healthy, _series.Step(Some.At(10), deploying: false));
    }

    [Fact]
    public void Step_AnswersLeaveTheWindow_TheBreachStaysAndIsNotMeasured()
    {
        foreach (var origin in Origins)
        {
            Ask(0, origin, PreflightAnswer.Forbidden);
            Ask(1, origin, PreflightAnswer.Forbidden);
        }

        Assert.Equal(VerdictState.Breached, _series.Step(Some.At(1), deploying: false));
        Assert.Equal(
            "3 of 3 intended origins refused with origin_forbidden; widespread from 2",
            _series.Verdict().Sentence
        );
        Assert.Equal(VerdictState.Breached, _series.Step(Some.At(70), deploying: false));
        Assert.Equal(Some.At(70), _series.Verdict().UnmeasuredSince);
    }

    [Fact]
    public void Add_OriginNobodyIntends_IsNotCounted()
    {
        Ask(0, "https://evil", PreflightAnswer.Forbidden);
        Assert.Equal(VerdictState.NoData, _series.Step(Some.At(0), deploying: false));
    }

    private void Ask(int second, string origin, PreflightAnswer answer, int source = 0) =>
        _series.Add(new(Some.At(second), "api-1", origin, answer), Some.At(second), source);
}
