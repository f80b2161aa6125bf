using Mcpx.Db;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes;
using Mcpx.Watchdog.Probes.Health;
using Mcpx.Watchdog.Sse;
using Mcpx.Watchdog.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Watchdog.Tests.Judging;

/// <summary>A watchdog that was stopped or starved did not look; what it did not see is nobody's gap.</summary>
public sealed class SuspensionTests : IDisposable
{
    private readonly Folder _folder = new();
    private readonly FakeTimeProvider _wall = new(Some.Start);
    private readonly Pulse _stream;
    private readonly LiveBoard _board;
    private readonly JudgingRound _round;

    public SuspensionTests()
    {
        var options = Some.Options(Some.Environment(), slack: null);
        var time = new AnchoredTime(_wall);
        var pulses = new Pulses();
        _stream = pulses.Of(new InstanceId("Prod", Component.Api, "api-1"));
        _board = new(time);
        _round = new(
            options,
            new Inputs(),
            pulses,
            new InstanceBoard(options, time),
            _board,
            _folder.Store,
            new JournalTail(_folder.Store.Journal),
            time,
            NullLogger<JudgingRound>.Instance
        );
        _stream.Look(_wall.GetUtcNow());
    }

    private VerdictState Heartbeat =>
        _board.Of("Prod")!.Verdicts.Single(verdict => verdict.Trigger == TriggerNames.SseHeartbeat).State;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tick_AfterAMinuteWithoutTicks_IsNoGap()
    {
        Run(TimeSpan.FromSeconds(5));

        _wall.Advance(TimeSpan.FromMinutes(1));
        _round.Tick();

        Assert.Equal(VerdictState.Healthy, Heartbeat);
    }

    [Fact]
    public void Tick_SilenceWhileWeLooked_IsAGap()
    {
        Run(TimeSpan.FromSeconds(16), beats: false);

        Assert.Equal(VerdictState.Breached, Heartbeat);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(250, 0)]
    [InlineData(470, 0)]
    [InlineData(480, 1)]
    [InlineData(520, 1)]
    [InlineData(60_000, 239)]
    public void MissedIn_TimeBetweenTwoTicks_IsWhatWasDueMeanwhile(int milliseconds, double missed) =>
        Assert.Equal(missed, JudgingRound.MissedIn(TimeSpan.FromMilliseconds(milliseconds)));

    [Theory]
    [InlineData(-15, 0)]
    [InlineData(-0.4, 0)]
    [InlineData(250.4, 250)]
    [InlineData(249.7, 250)]
    [InlineData(270, 250)]
    [InlineData(271, 271)]
    [InlineData(230, 250)]
    [InlineData(229, 229)]
    [InlineData(3, 3)]
    [InlineData(744, 750)]
    [InlineData(60_003, 60_000)]
    [InlineData(60_130, 60_130)]
    public void OnBeat_NearAWholeBeatAfterTheTickBefore_IsThatBeat(double milliseconds, double expected)
    {
        var last = Some.Start;

        Assert.Equal(
            last + TimeSpan.FromMilliseconds(expected),
            JudgingRound.OnBeat(last + TimeSpan.FromMilliseconds(milliseconds), last)
        );
        Assert.Equal(last, JudgingRound.OnBeat(last, last: null));
    }

    private void Run(TimeSpan duration, bool beats = true)
    {
        for (var passed = TimeSpan.Zero; passed < duration; passed += JudgeJob.Every)
        {
            if (beats)
            {
                _stream.Beat(_wall.GetUtcNow());
            }

            _round.Tick();
            _wall.Advance(JudgeJob.Every);
        }

        _round.Tick();
    }
}
