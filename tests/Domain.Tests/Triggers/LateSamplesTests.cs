using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Triggers;

/// <summary>Samples and deployments whose reports cross; found by the differential test.</summary>
public sealed class LateSamplesTests
{
    private readonly EnvironmentJudge _judge = new(
        "Prod",
        Some.Environment(instances: [new() { Name = "api-1", Address = "http://10.0.0.1:80" }]) with
        {
            Deploying = new() { Settle = Some.Seconds(10) },
        }
    );

    [Fact]
    public void Take_DatedBeforeADeploymentsEnd_DoesNotCountAfterIt()
    {
        Deployed(100);
        Tick(110);
        foreach (var second in (double[])[98, 103, 108])
        {
            Probe(second, arrived: 111);
        }

        Tick(111);

        Assert.Equal(VerdictState.NoData, this["availability/Api/api-1/ready"].State);
    }

    [Fact]
    public void Take_ArrivedWithTheTickAtWhichTheCoverEnds_Counts()
    {
        Deployed(100);
        Tick(109);
        foreach (var second in (double[])[110, 110.1, 110.2])
        {
            Probe(second, arrived: 110.25);
        }

        Tick(110.25);

        Assert.Equal(Some.At(110), this["availability/Api/api-1/ready"].Onset);
    }

    [Fact]
    public void Take_ScrapeFromTheTimeOfADeployment_IsWhatTheNextOneGrowsFrom()
    {
        Scrape(90, 1_000, arrived: 90);
        Deployed(100);
        Tick(111);
        Scrape(109, 2_000, arrived: 112);
        Tick(112);
        Assert.Equal(VerdictState.NoData, this["error-rate/Api/api-1"].State);
        Assert.Equal(VerdictState.NoData, this["latency/Api/api-1"].State);

        Scrape(114, 2_100, arrived: 114);
        Tick(114);

        Assert.Equal(100, this["error-rate/Api/api-1"].Total);
        Assert.Equal(100, this["latency/Api/api-1"].Total);
    }

    [Fact]
    public void Take_ScrapeOfTheMomentAtWhichTheCoverEnds_Counts()
    {
        Scrape(90, 1_000, arrived: 90);
        Deployed(100);
        Tick(110);
        Scrape(110, 1_100, arrived: 111);
        Tick(111);

        Assert.Equal(100, this["error-rate/Api/api-1"].Total);
        Assert.Equal(100, this["latency/Api/api-1"].Total);
    }

    [Fact]
    public void Take_TwoPathsThatTimeOutAtOneTime_AreTwoCalls()
    {
        Call(0, "/api/flags");
        Call(0, "/api/jobs");
        Call(0, "/api/jobs");
        Call(0, "/api/flags");
        Tick(0);

        Assert.Equal(2, this["latency/Api/api-1"].Total);
    }

    private Verdict this[string series] => _judge.Verdicts().Single(verdict => verdict.Series == series);

    private void Tick(double second) => _judge.Tick(Some.At(second));

    private void Deployed(double second)
    {
        Tick(second);
        var ended = new DeploymentEnded("d", Component.Api, "v2", Succeeded: true, "");
        _judge.Take(
            new JournalFact(new(0, "environment/Prod", 0, Some.At(second), Actor.Watchdog, ended)),
            Some.At(second)
        );
        Tick(second);
    }

    private void Probe(double second, double arrived) =>
        _judge.Take(
            new HealthProbed(Some.At(second), "api-1", HealthEndpoint.Ready, Fault.Refused, 0, 900),
            Some.At(arrived)
        );

    private void Scrape(double second, long calls, double arrived) =>
        _judge.Take(
            new TrafficScraped(Some.At(second), "api-1", calls, 0, new([600_000], [calls, calls])),
            Some.At(arrived)
        );

    private void Call(double second, string path) =>
        _judge.Take(new ContractCalled(Some.At(second), "api-1", path, Fault.Timeout, 0, 2_000_000), Some.At(second));
}
