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

    [Fact]
    public void Step_PreflightsUnansweredAndThePortalRefuses_CountsWhatItCounted()
    {
        foreach (var origin in Origins)
        {
            Ask(0, origin, PreflightAnswer.None);
            Count(0, origin, 100);
            Count(10, origin, origin == "https://c" ? 101 : 102);
        }

        Assert.Equal(VerdictState.Breached, _series.Step(Some.At(10), deploying: false));
        Assert.Equal(
            "2 of 3 intended origins refused with origin_forbidden, 2 of them by the portal's own count; widespread from 2"
                + "; the portal itself counted 2 refusals of https://a, 2 refusals of https://b, 1 refusal of https://c",
            _series.Verdict().Sentence
        );
    }

    [Fact]
    public void Step_PreflightsAllowedAndThePortalRefuses_SaysSoBesideTheVerdict()
    {
        foreach (var origin in Origins)
        {
            Ask(0, origin, PreflightAnswer.Allowed);
            Ask(1, origin, PreflightAnswer.Allowed);
        }

        Count(0, "https://b", 7);
        Count(1, "https://b", 1_240);
        Assert.Equal(VerdictState.Healthy, _series.Step(Some.At(1), deploying: false));
        Assert.Equal(
            "No intended origin is refused (3 origins); the portal itself counted 1,233 refusals of https://b",
            _series.Verdict().Sentence
        );
    }

    [Theory]
    [InlineData(1, 3)] // one refusal is too few
    [InlineData(2, 1)] // one origin is not widespread
    public void Step_OnlyThePortalsCountAndItIsNotBad_IsNotHealth(int refusals, int origins)
    {
        foreach (var origin in Origins.Take(origins))
        {
            Count(0, origin, 0);
            Count(10, origin, refusals);
        }

        Assert.Equal(VerdictState.NoData, _series.Step(Some.At(10), deploying: false));
        Ask(11, "https://c", PreflightAnswer.Allowed);
        Assert.Equal(VerdictState.NotEnoughSamples, _series.Step(Some.At(11), deploying: false));
    }

    [Fact]
    public void Step_CountsOfSeveralInstances_GrowByThemselvesAndLeaveTheWindow()
    {
        Count(0, "https://a", 50);
        Count(0, "https://a", 3, source: 1);
        Count(10, "https://a", 51);
        Count(10, "https://a", 1, source: 1); // restarted: its new value is the growth
        Count(10, "https://b", 5);
        Count(20, "https://b", 9);
        Count(20, "https://b", 9);

        Assert.Equal(VerdictState.Breached, _series.Step(Some.At(20), deploying: false));
        Assert.Contains(
            "4 refusals of https://b, 2 refusals of https://a",
            _series.Verdict().Sentence,
            StringComparison.Ordinal
        );
        _series.Step(Some.At(80), deploying: false);
        Assert.Equal(Some.At(80), _series.Verdict().UnmeasuredSince);
    }

    [Fact]
    public void Add_CountThatDoesNotCount_IsWhatTheNextOneGrowsFrom()
    {
        foreach (var origin in Origins)
        {
            Count(0, origin, 10);
            _series.Add(new RefusalsCounted(Some.At(5), "api-1", origin, 90), Some.At(5), 0, counts: false);
            Count(10, origin, 91);
        }

        Assert.Equal(VerdictState.NoData, _series.Step(Some.At(10), deploying: false));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(10, 5)]
    public void Limit_SoManyOrigins_IsHalfOfThemAndAtLeastTwo(int origins, long expected)
    {
        var series = new CorsSeries([.. Enumerable.Range(0, origins).Select(i => $"https://{i}")], new CorsOptions());

        Assert.Equal(expected, series.Verdict().Limit);
    }

    [Fact]
    public void Step_OneAnswer_SaysHowFewThereAre()
    {
        Ask(0, "https://a", PreflightAnswer.Forbidden);
        _series.Step(Some.At(0), deploying: false);

        Assert.Equal("Api, all instances: only 1 in the window, too few to judge", _series.Verdict().Sentence);
    }

    [Fact]
    public void Describe_MoreThanThreeOriginsCounted_NamesThreeAndCountsTheRest()
    {
        string[] origins = ["https://a", "https://b", "https://c", "https://d", "https://e"];
        var series = new CorsSeries(origins, new CorsOptions());
        foreach (var origin in origins)
        {
            series.Add(new RefusalsCounted(Some.At(0), "api-1", origin, 0), Some.At(0), 0);
            series.Add(new RefusalsCounted(Some.At(1), "api-1", origin, 2), Some.At(1), 0);
        }

        series.Step(Some.At(1), deploying: false);

        Assert.EndsWith(
            "2 refusals of https://a, 2 refusals of https://b, 2 refusals of https://c and of 2 more",
            series.Verdict().Sentence,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Clear_EndOfADeployment_ForgetsAnswersAndCounts()
    {
        foreach (var second in (int[])[0, 1])
        {
            Ask(second, "https://a", PreflightAnswer.Forbidden);
            Count(second, "https://b", 10 * second);
        }

        _series.Clear(Some.At(2));
        Assert.Equal(VerdictState.NoData, _series.Step(Some.At(2), deploying: false));
        Ask(3, "https://a", PreflightAnswer.Allowed);
        Ask(4, "https://a", PreflightAnswer.Allowed);

        Assert.Equal(VerdictState.Healthy, _series.Step(Some.At(4), deploying: false));
        Assert.Equal("No intended origin is refused (3 origins)", _series.Verdict().Sentence);
    }

    [Fact]
    public void Add_CountDatedLater_HidesNoneThatComesAfterIt()
    {
        foreach (var origin in Origins)
        {
            _series.Add(new RefusalsCounted(Some.At(9_000), "api-1", origin, 0), Some.At(0), 0);
            Count(10, origin, 5);
        }

        Assert.Equal(VerdictState.Breached, _series.Step(Some.At(10), deploying: false));
    }

    [Fact]
    public void Add_CountThatCameLate_LeavesByItsOwnTime()
    {
        foreach (var origin in Origins)
        {
            Count(0, origin, 0);
            _series.Add(new RefusalsCounted(Some.At(10), "api-1", origin, 5), Some.At(40), 0);
        }

        Assert.Equal(VerdictState.Breached, _series.Step(Some.At(40), deploying: false));
        _series.Step(Some.At(70), deploying: false);

        Assert.Equal(Some.At(70), _series.Verdict().UnmeasuredSince);
    }

    private void Count(int second, string origin, long refused, int source = 0) =>
        _series.Add(new RefusalsCounted(Some.At(second), "api-1", origin, refused), Some.At(second), source);

    private void Ask(int second, string origin, PreflightAnswer answer, int source = 0) =>
        _series.Add(new Preflighted(Some.At(second), "api-1", origin, answer), Some.At(second), source);
}
