using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Triggers;

/// <summary>Every trigger of the runbook on a whole portal: what breaches it, and what does not.</summary>
public sealed class EnvironmentJudgeKindsTests
{
    private readonly PortalScene _scene = new();

    [Fact]
    public void Tick_FourOutagesInTenMinutes_AreFlappingThreeAreNot()
    {
        // 25 s down, 75 s up: an outage opens every 100 s.
        _scene.Go(60);
        _scene.Down = (name, second) => name == "api-1" && second % 100 < 25;
        _scene.Go(340);
        Assert.Equal((VerdictState.Healthy, 3L), Of("flapping/Api/api-1/ready"));

        _scene.Go(100);

        Assert.Equal((VerdictState.Breached, 4L), Of("flapping/Api/api-1/ready"));
        Assert.Equal(
            "/ready on api-1 opened 4 outages in 10 min; limit 3",
            _scene["flapping/Api/api-1/ready"].Sentence
        );
        Assert.NotEqual(VerdictState.Breached, _scene["availability/Api/api-1/ready"].State);
    }

    [Fact]
    public void Tick_LostSingleProbes_AreNoFlaps()
    {
        _scene.Go(60);
        _scene.Down = (name, second) => name == "api-1" && second % 25 == 0;
        _scene.Go(600);

        Assert.Equal((VerdictState.Healthy, 0L), Of("flapping/Api/api-1/ready"));
    }

    [Fact]
    public void Tick_OutagesWhileDeploying_DoNotFlap()
    {
        _scene.Go(60);
        _scene.Deploy(Component.Api, "d1");
        _scene.Down = (name, second) => name == "api-1" && second % 100 < 25;
        _scene.Go(500);
        _scene.Deployed(Component.Api, "d1");
        _scene.Down = (_, _) => false;
        _scene.Go(120);

        Assert.Equal((VerdictState.Healthy, 0L), Of("flapping/Api/api-1/ready"));
    }

    [Fact]
    public void Tick_EndpointNotProbedAnyMore_IsNotCalledCalm()
    {
        _scene.Go(60);
        for (var second = 0; second < 80; second++)
        {
            _scene.Judge.Tick(Some.At(60 + second));
        }

        Assert.Equal(VerdictState.NoData, _scene["flapping/Api/api-1/ready"].State);
    }

    [Fact]
    public void Tick_EightPercentSlow_BreachesLatencyAfterTenMinutesAndFourPercentDoesNot()
    {
        _scene.Go(200);
        // Two of the window's 24 scrapes are slow; then one is.
        _scene.Milliseconds = (_, second) => second % 60 == 0 ? 900 : 80;
        _scene.Go(1_000);
        Assert.Equal(VerdictState.Breached, _scene["latency/Api/api-1"].State);
        Assert.Equal(VerdictState.Breached, _scene["latency/Api/all"].State);

        _scene.Milliseconds = (_, _) => 80;
        _scene.Go(900);
        _scene.Milliseconds = (_, second) => second % 120 == 0 ? 900 : 80;
        _scene.Go(1_200);
        Assert.Equal(VerdictState.Healthy, _scene["latency/Api/api-1"].State);
    }

    [Fact]
    public void Tick_NightWithoutTraffic_JudgesLatencyOnOwnCalls()
    {
        _scene.Calls = 0;
        _scene.Milliseconds = (name, _) => name == "api-2" ? 900 : 80;
        _scene.Go(800);

        Assert.Equal(VerdictState.Healthy, _scene["latency/Api/api-1"].State);
        Assert.Equal(VerdictState.Breached, _scene["latency/Api/api-2"].State);
        Assert.Equal(VerdictState.Breached, _scene["latency/Api/all"].State);
        Assert.Equal("p95 900 ms on api-2 (120 own calls); limit 600 ms", _scene["latency/Api/api-2"].Sentence);
        Assert.Equal("1 of 2; the other one runs an unknown release and is healthy", _scene["latency/Api/api-2"].Peers);
        Assert.Null(_scene["latency/Api/all"].Peers);
        Assert.InRange(_scene["latency/Api/all"].Value!.Value, 891, 909);
    }

    [Fact]
    public void Tick_OwnCallsTimeOut_AreInfinitelySlow()
    {
        _scene.Calls = 0;
        _scene.Call = (_, second) => second % 10 == 0 ? Fault.Timeout : Fault.None;
        _scene.Go(800);

        Assert.Equal(VerdictState.Breached, _scene["latency/Api/api-1"].State);
        Assert.StartsWith("p95 without an answer", _scene["latency/Api/api-1"].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Tick_SlowFirstEventsOnOneOfTwoInstances_AreJudgedTogether()
    {
        _scene.Go(60);
        _scene.FirstEvent = (name, _) => name == "api-1" ? 400 : 40;
        _scene.Go(900);

        // Half at 40 ms, half at 400 ms: the mean of the middle two is 220 ms.
        Assert.Equal((VerdictState.Breached, 220L), Of("sse-ttfb/Api/all"));
        Assert.Equal((400L, 40L), (_scene.Judge.FirstEventOf("api-1"), _scene.Judge.FirstEventOf("api-2")));
    }

    [Fact]
    public void Tick_FirstEventExactlyAtTheLimit_IsHealthy()
    {
        _scene.FirstEvent = (_, _) => 200;
        _scene.Go(900);

        Assert.Equal((VerdictState.Healthy, 200L), Of("sse-ttfb/Api/all"));
    }

    [Fact]
    public void Tick_ConnectionsFail_AreInfinitelySlow()
    {
        _scene.FirstEvent = (_, second) => second % 10 == 0 ? null : 40;
        _scene.Go(900);

        Assert.Equal(VerdictState.Breached, _scene["sse-ttfb/Api/all"].State);
        Assert.StartsWith("No first event in half", _scene["sse-ttfb/Api/all"].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Tick_ContractBrokenTwiceInARow_IsABusinessBreachUntilTwoPasses()
    {
        _scene.Go(60);
        _scene.Broken = (name, second) => name == "api-1" && second == 62 ? "no JSON" : null;
        _scene.Go(10);
        Assert.Equal(VerdictState.Healthy, _scene["business/Api/all/contract"].State);

        _scene.Broken = (name, second) => name == "api-1" && second is 72 or 74 ? "no JSON" : null;
        Assert.Equal(
            ["74: business/Api/all/contract Breached", "78: business/Api/all/contract Healthy"],
            _scene.Go(20).Where(line => line.Contains("business", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Tick_BlindWhileTargetsFail_SaysSoAndBlamesNobody()
    {
        _scene.Vantage = second => second < 60;
        _scene.Down = (_, second) => second >= 60;
        _scene.Silent = (_, second) => second >= 60;
        _scene.FirstEvent = (_, second) => second >= 60 ? null : 40;
        _scene.Call = (_, second) => second >= 60 ? Fault.Refused : Fault.None;
        _scene.Go(62);

        Assert.DoesNotContain(_scene.Go(900), line => line.Contains("Breached", StringComparison.Ordinal));

        Assert.Equal(VerdictState.ProbeError, _scene["availability/Api/api-1/ready"].State);
        Assert.Equal(VerdictState.ProbeError, _scene["sse-heartbeat/Api/api-1"].State);
        Assert.Equal("api-1: the watchdog is blind", _scene["sse-heartbeat/Api/api-1"].Sentence);
    }

    [Fact]
    public void Tick_LastCallsBeforeWeWentBlindFailed_IsHeldAgainstNobody()
    {
        _scene.Calls = 0;
        _scene.Vantage = second => second < 65;
        _scene.Call = (_, second) => second >= 63 ? Fault.Timeout : Fault.None;
        _scene.Go(65);
        Assert.Equal(VerdictState.Pending, _scene["error-rate/Api/all"].State);

        Assert.DoesNotContain(_scene.Go(900), line => line.Contains("Breached", StringComparison.Ordinal));
        Assert.Equal(VerdictState.ProbeError, _scene["error-rate/Api/all"].State);
    }

    [Fact]
    public void Tick_SightComesBack_StartsTheGapAnew()
    {
        _scene.Vantage = second => second is < 60 or >= 300;
        _scene.Silent = (_, second) => second is >= 60 and < 310;
        _scene.Go(320);

        Assert.Equal(VerdictState.Healthy, _scene["sse-heartbeat/Api/api-1"].State);
    }

    [Fact]
    public void Tick_SightComesBack_StartsTheSilenceOfEventsAnew()
    {
        _scene.Judge = new(
            "Prod",
            Some.Environment() with
            {
                Triggers = new() { SseHeartbeat = new() { EventsWithin = Some.Seconds(60) } },
            }
        );
        _scene.Vantage = second => second < 60;
        _scene.Judge.Take(new StreamEvent(Some.At(0), "api-1"), Some.At(0));
        _scene.Go(120);
        _scene.Vantage = _ => true;
        _scene.Go(30);

        Assert.Equal(VerdictState.Healthy, _scene["sse-heartbeat/Api/api-1/events"].State);
    }

    [Fact]
    public void Tick_TargetFailsAndTheVantageAnswers_Breaches()
    {
        _scene.Vantage = _ => true;
        _scene.Go(60);
        _scene.Down = (name, _) => name == "api-1";
        _scene.Go(400);

        Assert.Equal(VerdictState.Breached, _scene["availability/Api/api-1/ready"].State);
    }

    [Fact]
    public void Tick_OneBadInstanceOfTwo_SaysHowTheOtherFares()
    {
        _scene.Judge.Take(new TagRead(Some.At(0), "api-1", "v2"), Some.At(0));
        _scene.Judge.Take(new TagRead(Some.At(0), "api-2", "v2"), Some.At(0));
        _scene.Go(60);
        _scene.Down = (name, _) => name == "api-2";
        _scene.Go(400);

        Assert.Equal(
            "1 of 2; the other one runs the same tag and is healthy",
            _scene["availability/Api/api-2/ready"].Peers
        );
        Assert.Equal(Severity.P1, _scene["availability/Api/api-2/ready"].Severity);
    }

    private (VerdictState State, long? Value) Of(string series) => (_scene[series].State, _scene[series].Value);
}
