using System.IO.Compression;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Replay;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;
using Mcpx.Watchdog.Evidence;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes;
using Mcpx.Watchdog.Probes.Health;
using Mcpx.Watchdog.Replay;
using Mcpx.Watchdog.Sse;
using Mcpx.Watchdog.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Watchdog.Tests.Replay;

/// <summary>The samples that justified a breach, kept whole: replayed they breach again.</summary>
public sealed class DecisionTapeTests : IDisposable
{
    private readonly Folder _folder = new();
    private readonly FakeTimeProvider _wall = new(Some.Start);
    private readonly DecisionTape _tape;
    private readonly JudgingRound _round;
    private readonly LiveBoard _board;
    private readonly Inputs _inputs = new();

    public DecisionTapeTests()
    {
        var options = Some.Options(Some.Environment());
        var time = new AnchoredTime(_wall);
        _board = new(time);
        _tape = new(options, _folder.Store, NullLogger<DecisionTape>.Instance);
        _round = new(
            options,
            _inputs,
            new Pulses(),
            new InstanceBoard(options, time),
            _board,
            _folder.Store,
            new(_folder.Store.Journal),
            time,
            NullLogger<JudgingRound>.Instance,
            tape: _tape
        );
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Save_WhatLedToABreach_BreachesAgainWhenReplayed()
    {
        await _tape.StartAsync(default);
        await RunAsync(minutes: 22, failsAfter: 16);
        Assert.Contains(_board.Of("Prod")!.Verdicts, Breached);

        _tape.Save("Prod", "INC-0001");
        await _tape.StopAsync(default);

        var files = Saved();
        Assert.Equal(["Prod-1.jsonl.gz", "Prod-2.jsonl.gz"], files.Select(Path.GetFileName));
        var turned = new List<Verdict>();
        var replay = new RecordingReplay(files[1], thresholds: null);
        replay.Run(
            header => Assert.Equal("Prod", header.Environment),
            entry =>
            {
                if (entry is VerdictTurned one)
                {
                    turned.Add(one.Verdict);
                }
            }
        );
        Assert.Contains(turned, Breached);
        Assert.Empty(replay.Notes);
        new RecordingReplay(files[0], thresholds: null).Run(_ => { }, _ => { });
    }

    [Fact]
    public async Task Save_Twice_TheSecondHasWhatCameSince()
    {
        await _tape.StartAsync(default);
        // On a busy machine a second hole would follow, and only the newest two pieces are kept.
        await Wait.UntilAsync("the tape has caught up", () => _tape.Behind == 0);
        await RunAsync(minutes: 1, failsAfter: 0);
        _tape.Save("Prod", "INC-0001");
        await RunAsync(minutes: 1, failsAfter: 0);
        _tape.Save("Prod", "INC-0002");
        await _tape.StopAsync(default);

        Assert.Single(Saved());
        Assert.Equal(2, Saved("INC-0002").Length);
    }

    [Fact]
    public async Task Save_MoreThanTheQueueHolds_EndsThePieceBeforeTheHole()
    {
        for (var i = 0; i < 20_000; i++)
        {
            _tape.Take("Prod", Probe(fails: false));
        }

        _round.Tick();
        await _tape.StartAsync(default);
        await RunAsync(minutes: 1, failsAfter: 0);
        _tape.Save("Prod", "INC-0001");
        await _tape.StopAsync(default);

        var (before, after) = (Read(Saved()[0]), Read(Saved()[1]));
        Assert.InRange(before.Count(line => line.StartsWith("{\"health\"", StringComparison.Ordinal)), 10_000, 19_999);
        Assert.DoesNotContain(before, line => line.StartsWith("{\"tick\"", StringComparison.Ordinal));
        Assert.InRange(after.Count(line => line.StartsWith("{\"tick\"", StringComparison.Ordinal)), 100, 240);
    }

    private static List<string> Read(string file)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        return [.. text.ReadToEnd().Split('\n')];
    }

    /// <summary>Ticks for a while, a probe every five seconds, at a pace that the tape can follow.</summary>
    private async Task RunAsync(int minutes, int failsAfter)
    {
        var end = _wall.GetUtcNow().AddMinutes(minutes);
        var failing = _wall.GetUtcNow().AddMinutes(failsAfter);
        for (var i = 0; _wall.GetUtcNow() < end; i++)
        {
            if (i % 20 == 0)
            {
                _inputs.Put("Prod", Probe(_wall.GetUtcNow() >= failing));
            }

            _round.Tick();
            _wall.Advance(JudgeJob.Every);
            if (i % 1_000 == 0)
            {
                await Task.Delay(50);
            }
        }
    }

    private HealthProbed Probe(bool fails) =>
        new(_wall.GetUtcNow(), "api-1", HealthEndpoint.Ready, fails ? Fault.Refused : Fault.None, 200, 900);

    private string[] Saved(string incident = "INC-0001") =>
        [.. Directory.GetFiles(EvidenceFolder.SamplesOf(_folder.Data, incident)).Order(StringComparer.Ordinal)];

    private static bool Breached(Verdict verdict) =>
        verdict is { Trigger: TriggerNames.Availability, State: VerdictState.Breached };
}
