using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Triggers;

public sealed class FlappingSeriesTests
{
    private readonly AvailabilitySeries _health = new(Some.Instance(), HealthEndpoint.Ready, new AvailabilityOptions());
    private readonly FlappingSeries _series;

    public FlappingSeriesTests() =>
        _series = new(Some.Instance(), HealthEndpoint.Ready, new FlappingOptions(), _health);

    [Fact]
    public void Step_OutagesOfTenMinutesAgo_CountNoMore()
    {
        for (var second = 1; second <= 4; second++)
        {
            _series.Opened(Some.At(second));
        }

        Answers(4);
        Assert.Equal(VerdictState.Breached, _series.Step(Some.At(4), deploying: false));
        Answers(602);
        _series.Step(Some.At(602), deploying: false);
        Assert.Equal(2, _series.Verdict().Value);
        _series.Step(Some.At(604), deploying: false);

        Assert.Equal("/ready on api-1 opened no outage in 10 min", _series.Verdict().Sentence);
    }

    private void Answers(int second)
    {
        _health.Add(new(Some.At(second), "api-1", HealthEndpoint.Ready, Fault.None, 200, 900), Some.At(second));
        _health.Step(Some.At(second), deploying: false);
    }
}
