using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Triggers;

/// <summary>The triggers whose newest run counts: parity, security, business.</summary>
public sealed class CheckSeriesTests
{
    private readonly ParitySeries _parity = new(new());
    private readonly SecuritySeries _security = new(Component.Api, "anonymous /api/config/effective", new());
    private readonly BusinessSeries _business = new(Component.Web, "web pages", new());

    [Fact]
    public void Parity_CriticalDrift_BreachesAtOnceAndTheNextCleanReportEndsIt()
    {
        Assert.Equal(VerdictState.NoData, _parity.Step(Some.At(0), deploying: false));
        _parity.Add(new(Some.At(1), Critical: 2, Differences: 5, "Cors:AllowedOrigins is empty"));
        Assert.Equal(VerdictState.Breached, _parity.Step(Some.At(1), deploying: false));
        Assert.Equal(
            "2 critical differences to the expected configuration, first: Cors:AllowedOrigins is empty",
            _parity.Verdict().Sentence
        );

        _parity.Add(new(Some.At(600), Critical: 0, Differences: 3, First: null));
        _parity.Step(Some.At(600), deploying: false);
        Assert.Equal(VerdictState.Healthy, _parity.Step(Some.At(600.25), deploying: false));
    }

    [Fact]
    public void Parity_WhileDeploying_IsJudgedAllTheSame()
    {
        _parity.Add(new(Some.At(1), Critical: 1, Differences: 1, "x"));
        Assert.Equal(VerdictState.Breached, _parity.Step(Some.At(1), deploying: true));
    }

    [Fact]
    public void Parity_OldReportAfterANewer_ChangesNothing()
    {
        _parity.Add(new(Some.At(10), Critical: 1, Differences: 1, "x"));
        _parity.Add(new(Some.At(5), Critical: 0, Differences: 0, First: null));
        Assert.Equal(VerdictState.Breached, _parity.Step(Some.At(10), deploying: false));
    }

    [Fact]
    public void Parity_ReportTooOld_KeepsTheBreachAndSaysItIsNotMeasured()
    {
        _parity.Add(new(Some.At(0), Critical: 1, Differences: 1, "x"));
        _parity.Step(Some.At(0), deploying: false);

        Assert.Equal(VerdictState.Breached, _parity.Step(Some.At(1_800), deploying: false));
        Assert.StartsWith("The parity report: breached", _parity.Verdict().Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Security_FirstFinding_BreachesEvenWhileDeploying()
    {
        _security.Add(new(Some.At(0), "x", Finding: null));
        Assert.Equal(VerdictState.Healthy, _security.Step(Some.At(0), deploying: false));
        _security.Add(new(Some.At(30), "x", "GET /api/config/effective answered 200 without a token"));

        Assert.Equal(VerdictState.Breached, _security.Step(Some.At(30), deploying: true));
        Assert.Equal("GET /api/config/effective answered 200 without a token", _security.Verdict().Sentence);
        Assert.Equal("security/Api/all/anonymous /api/config/effective", _security.Verdict().Series);
    }

    [Theory]
    [InlineData("pf", VerdictState.Healthy)]
    [InlineData("pff", VerdictState.Breached)]
    [InlineData("ff", VerdictState.Breached)]
    [InlineData("f", VerdictState.NotEnoughSamples)]
    [InlineData("pffp", VerdictState.Breached)]
    [InlineData("pfpf", VerdictState.Healthy)]
    [InlineData("pffpp", VerdictState.Healthy)]
    [InlineData("pffpfp", VerdictState.Breached)]
    public void Business_Walks_BreachAtTwoFailuresInARowAndEndAtTwoPasses(string walks, VerdictState expected)
    {
        var state = VerdictState.NoData;
        for (var i = 0; i < walks.Length; i++)
        {
            _business.Add(new(Some.At(60 * i), "web pages", walks[i] == 'f' ? "/dashboard shows an error" : null));
            state = _business.Step(Some.At(60 * i), deploying: false);
            state = state == VerdictState.Recovering ? _business.Step(Some.At(60 * i + 1), deploying: false) : state;
        }

        Assert.Equal(expected, state);
    }

    [Fact]
    public void Business_Breach_IsDatedAtTheFirstFailure()
    {
        for (var i = 0; i < 3; i++)
        {
            _business.Add(new(Some.At(60 * i), "web pages", i > 0 ? "/dashboard shows an error" : null));
            _business.Step(Some.At(60 * i), deploying: false);
        }

        Assert.Equal(Some.At(60), _business.Verdict().Onset);
        Assert.Equal(
            "The workflow “web pages” fails since 09:01:00 UTC: /dashboard shows an error",
            _business.Verdict().Sentence
        );
    }

    [Fact]
    public void Business_FailureWhileBlind_IsNotTaken()
    {
        _business.Add(new(Some.At(0), "web pages", Fault: null));
        _business.Add(new(Some.At(60), "web pages", "no answer"), blind: true);
        _business.Add(new(Some.At(120), "web pages", "no answer"), blind: true);

        Assert.Equal(VerdictState.Healthy, _business.Step(Some.At(120), deploying: false));
    }

    [Fact]
    public void Parity_NothingCritical_SaysHowManyDifferencesThereAre()
    {
        _parity.Add(new(Some.At(1), Critical: 0, Differences: 3, First: null));
        _parity.Step(Some.At(1), deploying: false);

        Assert.Equal("Configuration as expected (3 differences, none critical)", _parity.Verdict().Sentence);
    }

    [Fact]
    public void Add_TwoRunsOfOneTime_TheLaterToArriveCounts()
    {
        _parity.Add(new(Some.At(1), Critical: 0, Differences: 0, First: null));
        _parity.Add(new(Some.At(1), Critical: 1, Differences: 1, "x"));
        _security.Add(new(Some.At(1), "x", Finding: null));
        _security.Add(new(Some.At(1), "x", "open"));

        Assert.Equal(VerdictState.Breached, _parity.Step(Some.At(1), deploying: false));
        Assert.Equal(VerdictState.Breached, _security.Step(Some.At(1), deploying: false));
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("open", 1)]
    public void Security_Run_CountsItsFinding(string? finding, long expected)
    {
        _security.Add(new(Some.At(0), "x", finding));
        _security.Step(Some.At(0), deploying: false);

        Assert.Equal(expected, _security.Verdict().Value);
    }

    [Theory]
    [InlineData(1_799, VerdictState.Healthy)]
    [InlineData(1_800, VerdictState.NoData)]
    public void Step_NewestRunOfHalfAnHourAgo_SaysNothingAnyMore(double second, VerdictState expected)
    {
        _security.Add(new(Some.At(0), "x", Finding: null));
        _business.Add(new(Some.At(0), "web pages", Fault: null));

        Assert.Equal(expected, _security.Step(Some.At(second), deploying: false));
        Assert.Equal(expected, _business.Step(Some.At(second), deploying: false));
    }

    [Fact]
    public void Business_SameWalkTwice_IsOneFailure()
    {
        _business.Add(new(Some.At(0), "web pages", Fault: null));
        _business.Add(new(Some.At(60), "web pages", "x"));
        _business.Add(new(Some.At(60), "web pages", "x"));

        Assert.Equal(VerdictState.Healthy, _business.Step(Some.At(60), deploying: false));
        Assert.Equal(1, _business.Verdict().Limit);
    }

    [Fact]
    public void Business_FailuresThenAPass_NamesTheNewestFailure()
    {
        foreach (var (second, fault) in new (int, string?)[] { (0, "first"), (60, "second"), (120, null) })
        {
            _business.Add(new(Some.At(second), "web pages", fault));
        }

        Assert.Equal(VerdictState.Breached, _business.Step(Some.At(120), deploying: false));
        Assert.EndsWith(": second", _business.Verdict().Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Business_OneFailureAfterADeployment_IsTooFewWhateverCameBefore()
    {
        _business.Add(new(Some.At(0), "web pages", Fault: null));
        _business.Add(new(Some.At(60), "web pages", "x"));
        _business.Clear(Some.At(90));
        _business.Add(new(Some.At(120), "web pages", "x"));

        Assert.Equal(VerdictState.NotEnoughSamples, _business.Step(Some.At(120), deploying: false));
    }

    [Fact]
    public void Promotion_Bypassed_BreachesWhileDeployingUntilSettled()
    {
        var promotion = new PromotionSeries(new());
        promotion.Take(Some.State());
        Assert.Equal(VerdictState.Healthy, promotion.Step(Some.At(0), deploying: false));
        Assert.Equal("No deployment bypassed the promotion policy", promotion.Verdict().Sentence);

        var bypass = new PromotionBypassed("d1", Component.Api, "v2", "v2 was never in Beta");
        promotion.Take(Some.State(bypass));
        Assert.True(promotion.DueAt <= Some.At(1).UtcTicks);
        Assert.Equal(VerdictState.Breached, promotion.Step(Some.At(1), deploying: true));
        Assert.Equal("Promotion bypassed the policy: v2 was never in Beta", promotion.Verdict().Sentence);

        promotion.Take(Some.State(bypass, new PromotionSettled("d1", "hotfix")));
        promotion.Step(Some.At(2), deploying: true);
        Assert.Equal(VerdictState.Healthy, promotion.Step(Some.At(3), deploying: true));
    }
}
