using System.Buffers;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Replay;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Replay;

public sealed class ReplayerTests
{
    private readonly RecordedScene _scene = new();

    [Fact]
    public void Take_ReadyFails_BreachesAndProposesOnce()
    {
        _scene.Go(60).Deploy().Go(120);
        _scene.Down = (name, _) => name == "api-2";

        var lines = _scene.Go(400).Replay();

        Assert.Contains("190 availability/Api/api-2/ready Healthy -> Pending", lines);
        Assert.Contains("480.25 availability/Api/api-2/ready Pending -> Breached", lines);
        Assert.Equal(
            ["480.25 INC-0001 IncidentOpened", "480.25 INC-0001 RollbackProposed"],
            lines.Where(line => line.Contains("INC", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Take_ErrorsRise_BreachesJoinsAndIsWithdrawn()
    {
        _scene.Go(60);
        _scene.Errors = (name, _) => name == "api-1" ? 8 : 0;
        _scene.Go(400);
        _scene.Errors = (_, _) => 0;

        var lines = _scene.Go(500).Replay();

        Assert.Contains(
            lines,
            line => line.EndsWith("error-rate/Api/api-1 Pending -> Breached", StringComparison.Ordinal)
        );
        Assert.Equal(
            ["IncidentOpened", "InvestigationAdvised", "BreachJoined", "IncidentWithdrawn"],
            lines.Where(line => line.Contains("INC", StringComparison.Ordinal)).Select(line => line.Split(' ')[2])
        );
    }

    [Fact]
    public void Take_StreamFallsSilent_BreachesAtOnce()
    {
        _scene.Go(60);
        _scene.Silent = (name, second) => name == "api-1" && second > 100;

        var lines = _scene.Go(60).Replay();

        Assert.Contains("115.25 sse-heartbeat/Api/api-1 Healthy -> Breached", lines);
        Assert.Contains("115.25 INC-0001 InvestigationAdvised", lines);
    }

    [Fact]
    public void Take_BadDeploy_IsProposedForByTheProductsOwnCare()
    {
        _scene.Go(60).Deploy().Go(120);
        _scene.Errors = (_, _) => 8;

        var moved = _scene
            .Go(420)
            .ReplayForReal()
            .Where(line => line.Contains("INC", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[2])
            .ToList();

        Assert.Equal("IncidentOpened", moved[0]);
        Assert.Contains("RollbackProposed", moved);
        Assert.DoesNotContain("RollbackApproved", moved);
    }

    [Fact]
    public void Take_Quiet_OpensNothing()
    {
        var lines = _scene.Go(60).Deploy().Go(600).Replay();

        Assert.DoesNotContain(lines, line => line.Contains("INC", StringComparison.Ordinal));
    }

    [Fact]
    public void Take_TheSameTwice_IsTheSameTimeline()
    {
        _scene.Go(60).Deploy().Go(60);
        _scene.Silent = (name, second) => name == "api-1" && second is > 130 and < 160;
        _scene.Errors = (name, _) => name == "api-2" ? 5 : 0;
        _scene.Go(500);

        Assert.Equal(_scene.Replay(), _scene.Replay());
    }

    [Fact]
    public void Take_WrittenAndReadBack_IsTheSameTimeline()
    {
        _scene.Go(60).Deploy().Go(60);
        _scene.Silent = (name, second) => name == "api-1" && second is > 130 and < 160;
        _scene.Go(200);
        var before = _scene.Replay();
        var parser = new RecordingParser();
        for (var i = 0; i < _scene.Inputs.Count; i++)
        {
            var output = new ArrayBufferWriter<byte>();
            RecordingWriter.Write(output, _scene.Inputs[i]);
            _scene.Inputs[i] = parser.Read(output.WrittenSpan[..^1]);
        }

        Assert.Equal(before, _scene.Replay());
    }

    [Fact]
    public void Take_SameAsLive_TheJudgeSaysTheSame()
    {
        _scene.Go(60);
        _scene.Down = (name, _) => name == "api-1";
        _scene.Go(90);
        var judge = new EnvironmentJudge("Prod", Some.Environment());
        var waiting = new List<JudgingInput>();
        foreach (var input in _scene.Inputs.Where(input => input is not (Configured or Known)))
        {
            if (input is Tick)
            {
                waiting.ForEach(taken => judge.Take(taken, input.At));
                judge.Tick(input.At);
                waiting.Clear();
            }
            else
            {
                waiting.Add(input);
            }
        }

        _scene.Replay(out var replayer);

        Assert.Equal(judge.Verdicts(), replayer.Verdicts());
    }

    [Fact]
    public void Take_Restored_ContinuesTheHoldAndKeepsTheBreach()
    {
        var breached = Some.Verdict(TriggerNames.SseHeartbeat, instance: "api-1");
        _scene.Inputs.Add(new Restored(_scene.Now, [breached]));
        _scene.Silent = (name, _) => name == "api-1";

        var lines = _scene.Go(30).Replay();

        Assert.DoesNotContain(lines, line => line.Contains("sse-heartbeat/Api/api-1", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.EndsWith("INC-0001 IncidentOpened", StringComparison.Ordinal));
    }

    [Fact]
    public void Take_ConfiguredAgain_StartsJudgingAnewAndKeepsTheIncident()
    {
        _scene.Silent = (name, second) => name == "api-1" && second > 10;
        _scene.Go(40);
        _scene.Inputs.Add(new Configured(_scene.Now, Some.Environment()));
        _scene.Go(40);

        _scene.Replay(out var replayer);

        Assert.Equal(["INC-0001"], replayer.State.Incidents.Keys);
        Assert.Equal(VerdictState.NoData, State(replayer, "sse-heartbeat/Api/api-1"));
    }

    [Fact]
    public void Take_WhatAnIncidentLedToThen_IsLeftOut()
    {
        _scene.Knows(new IncidentBegan("INC-0042"));
        _scene.Knows(new DeploysFrozen("ada", "rollback", "INC-0042"));
        _scene.Knows(new ReleaseQuarantined(Component.Api, "v1.7", "INC-0042"));
        _scene.Inputs.Add(new Known(Some.Entry(new IncidentOpened("INC-0001", "Prod", Some.Verdict()))));
        _scene.Go(10).Replay(out var replayer);

        var environment = replayer.State.Environment("Prod");
        Assert.Null(environment.OpenIncident);
        Assert.Null(environment.Freeze);
        Assert.Contains((Component.Api, "v1.7"), environment.Quarantined);
        Assert.Empty(replayer.State.Incidents);
    }

    [Fact]
    public void Take_FactKnownAlready_CountsOnce()
    {
        _scene.Deploy();
        var fact = _scene.Inputs.OfType<JournalFact>().First();
        _scene.Inputs.Insert(_scene.Inputs.IndexOf(fact), new Known(fact.Entry));
        _scene.Go(1).Replay(out var replayer);

        Assert.Single(replayer.State.Environment("Prod").Deployments);
        Assert.NotNull(replayer.State.Environment("Prod").Deployments[0].EndedAt);
    }

    [Fact]
    public void Take_InputBeforeItsTick_IsNotJudgedYet()
    {
        _scene.Go(30);
        _scene.Inputs.Add(new StreamBeat(_scene.Now, "api-1"));

        Assert.Equal(120, Ticks());
        long Ticks()
        {
            _scene.Replay(out var replayer);
            return replayer.Ticks;
        }
    }

    [Fact]
    public void Take_CareThatNeverEnds_IsStopped()
    {
        var calls = 0;
        var replayer = new Replayer(
            "Prod",
            facts =>
            {
                calls++;
                return facts.State.OpenIncident("Prod") is { } open
                    ? new(open.Id, new IncidentCommand.Advise($"again {calls}", []))
                    : new("INC-0001", new IncidentCommand.Open("INC-0001", "Prod", Some.Verdict()));
            }
        );
        replayer.Take(new Configured(Some.Start, Some.Environment()));

        Assert.NotEmpty(replayer.Take(new Tick(Some.Start)));
        Assert.Equal(20, calls);
    }

    [Fact]
    public void Take_NoConfiguration_IsRefused() =>
        Assert.Contains(
            "No configuration",
            Assert.Throws<FormatException>(() => new Replayer("Prod").Take(new Tick(Some.Start))).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Take_TickEarlierThanTheLast_IsRefused()
    {
        _scene.Go(1);
        _scene.Inputs.Add(new Tick(Some.Start));

        Assert.Throws<FormatException>(_scene.Replay);
    }

    [Fact]
    public void Take_WrongConfiguration_IsRefusedWithItsKey()
    {
        var wrong = Some.Environment() with
        {
            Triggers = new() { Availability = new() { HoldFor = TimeSpan.FromMinutes(-5) } },
        };

        Assert.Contains(
            "Prod:Triggers:Availability:HoldFor = -00:05:00",
            Assert.Throws<FormatException>(() => new Replayer("Prod").Take(new Configured(Some.Start, wrong))).Message,
            StringComparison.Ordinal
        );
    }

    private static VerdictState State(Replayer replayer, string series) =>
        replayer.Verdicts().Single(verdict => verdict.Series == series).State;
}
