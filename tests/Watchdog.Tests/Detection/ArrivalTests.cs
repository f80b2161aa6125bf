using Mcpx.Benchmarks.Detection.Exact;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Tests.Detection;

public sealed class ArrivalTests
{
    [Fact]
    public void Of_ProbeOfKnownDuration_ArrivedWhenItsAnswerWasComplete()
    {
        var probe = Probe(At(250), microseconds: 90_000);

        Assert.Equal(At(340), Arrived(probe, new Tick(At(250)), probe, new Tick(At(500))));
    }

    [Fact]
    public void Of_SampleAskedForLongBefore_ArrivedAfterTheTickThatDidNotTakeIt()
    {
        var scrape = new TrafficScraped(At(100), "api-1", 10, 0);

        Assert.Equal(At(250), Arrived(scrape, new Tick(At(0)), new Tick(At(250)), scrape, new Tick(At(500))));
    }

    [Fact]
    public void Of_Fact_ArrivedWhenItWasAppended()
    {
        var fact = new JournalFact(
            new(1, "environment/Prod", 1, At(100), Actor.Watchdog, new DeploymentStarted("d", Component.Api, "v2", "x"))
        );

        Assert.Equal(At(100), Arrived(fact, new Tick(At(0)), new Tick(At(250)), fact, new Tick(At(500))));
    }

    [Fact]
    public void Of_WhatStandsBeforeTheFirstTick_ArrivedWithIt()
    {
        var probe = Probe(At(-100), microseconds: 0);

        Assert.Equal(At(0), Arrived(probe, probe, new Tick(At(0))));
    }

    [Fact]
    public void Of_TwoAtOnce_KeepsTheirOrder()
    {
        var (one, other) = (new StreamBeat(At(-1), "api-1"), new StreamBeat(At(-2), "api-1"));

        Assert.Equal([one, other], Arrival.Of([one, other, new Tick(At(0))]).Select(arrival => arrival.Input));
    }

    private static HealthProbed Probe(DateTimeOffset at, long microseconds) =>
        new(at, "api-1", HealthEndpoint.Ready, Fault.None, 200, microseconds);

    private static DateTimeOffset Arrived(JudgingInput input, params JudgingInput[] recorded) =>
        Arrival.Of(recorded).Single(arrival => arrival.Input == input).At;

    private static DateTimeOffset At(int milliseconds) => Some.Start.AddMilliseconds(milliseconds);
}
