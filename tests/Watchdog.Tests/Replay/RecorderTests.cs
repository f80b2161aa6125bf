using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Live;
using Mcpx.Domain.Replay;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes;
using Mcpx.Watchdog.Probes.Health;
using Mcpx.Watchdog.Replay;
using Mcpx.Watchdog.Sse;
using Mcpx.Watchdog.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Watchdog.Tests.Replay;

public sealed class RecorderTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Round_Recorded_IsReplayedAsItWasJudged()
    {
        var recorder = new Recorder(Options(), NullLogger<Recorder>.Instance);
        await recorder.StartAsync(default);
        var (round, board, wall, stream, inputs) = Round(recorder);
        var live = new List<string>();
        var known = new Dictionary<string, VerdictState>(StringComparer.Ordinal);
        for (var i = 0; i < 400; i++)
        {
            if (i < 200)
            {
                stream.Look(wall.GetUtcNow());
                stream.Beat(wall.GetUtcNow());
            }

            if (i == 300)
            {
                // Nobody looked for a minute: a resume, recorded where it was judged.
                wall.Advance(TimeSpan.FromMinutes(1));
            }

            inputs.Put("Prod", Probe(wall.GetUtcNow(), i is > 20 and < 80 ? Fault.Refused : Fault.None));
            round.Tick();
            foreach (var verdict in board.Of("Prod")!.Verdicts)
            {
                if (known.GetValueOrDefault(verdict.Series, VerdictState.NoData) != verdict.State)
                {
                    live.Add($"{verdict.Series} {verdict.State} {verdict.Sentence}");
                    known[verdict.Series] = verdict.State;
                }
            }

            wall.Advance(JudgeJob.Every);
        }

        await recorder.StopAsync(default);

        var file = Assert.Single(Files());
        var replayed = new List<string>();
        var replay = new RecordingReplay(file, thresholds: null);
        replay.Run(
            header => Assert.Equal(("Prod", 1), (header.Environment, header.Recording)),
            entry =>
            {
                if (entry is VerdictTurned turned)
                {
                    replayed.Add($"{turned.Verdict.Series} {turned.Verdict.State} {turned.Verdict.Sentence}");
                }
            }
        );
        Assert.Contains(live, line => line.StartsWith("sse-heartbeat/Api/api-1 Breached", StringComparison.Ordinal));
        Assert.Equal(live, replayed);
        Assert.Equal(400, replay.Ticks);
        Assert.Empty(replay.Notes);
    }

    [Fact]
    public async Task Recorder_NoFolder_RecordsNothing()
    {
        var recorder = new Recorder(Some.Options(Some.Environment()), NullLogger<Recorder>.Instance);
        await recorder.StartAsync(default);
        Round(recorder).Round.Tick();
        await recorder.StopAsync(default);

        Assert.False(Directory.Exists(Recordings));
    }

    [Fact]
    public async Task Recorder_SecretWebhook_IsNotWritten()
    {
        var options = Options() with { Slack = new() { Webhook = "https://hooks.example/services/T0/very-secret" } };
        var recorder = new Recorder(options, NullLogger<Recorder>.Instance);
        await recorder.StartAsync(default);
        Round(recorder).Round.Tick();
        await recorder.StopAsync(default);

        var text = await File.ReadAllTextAsync(Assert.Single(Files()));
        Assert.DoesNotContain("very-secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain(TestEnvironment.PortalToken, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recorder_Overflow_EndsWithALineThatSaysSo()
    {
        var recorder = new Recorder(Options(), NullLogger<Recorder>.Instance);
        recorder.Begin("Prod", Some.Start, restored: null, JournalState.Empty);
        for (var i = 0; i < 10_000; i++)
        {
            recorder.Take("Prod", new StreamBeat(Some.Start.AddSeconds(i), "api-1"));
        }

        await recorder.StartAsync(default);
        await recorder.StopAsync(default);

        var lines = await File.ReadAllLinesAsync(Assert.Single(Files()));
        Assert.StartsWith("""{"truncated":"2026-11-01T""", lines[^1], StringComparison.Ordinal);
        Assert.Equal(8_191, lines.Count(line => line.StartsWith("{\"beat\"", StringComparison.Ordinal)));
        var replay = new RecordingReplay(Files()[0], thresholds: null);
        replay.Run(_ => { }, _ => { });
        Assert.Contains("could not keep up", Assert.Single(replay.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recorder_FullFile_BeginsTheNextWhichReplaysAlone()
    {
        var recorder = new Recorder(
            Options(
                new()
                {
                    Folder = Recordings,
                    MaxMegabytes = 1,
                    Keep = 2,
                }
            ),
            NullLogger<Recorder>.Instance
        );
        await recorder.StartAsync(default);
        var state = State();
        recorder.Begin("Prod", Some.Start, restored: null, state);
        var breached = Some.Verdict(state: VerdictState.Breached);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var batch = 0; seen.Count < 4; batch++)
        {
            Assert.True(batch < 100, "No next file was begun.");
            var at = Some.Start.AddSeconds(batch * 60);
            for (var i = 0; i < 4_000; i++)
            {
                recorder.Take("Prod", Probe(at.AddMilliseconds(i), Fault.None));
            }

            recorder.Ticked(new LivePicture("Prod", at.AddSeconds(5), 1, [breached], [Instance(at)]), state);
            await Wait.UntilAsync("the batch is written", () => Newest(seen) is { } newest && EndsWithTick(newest, at));
        }

        await recorder.StopAsync(default);

        Assert.Equal(2, Files().Count);
        var lines = await File.ReadAllLinesAsync(Files()[1]);
        Assert.StartsWith("""{"recording":1,"environment":"Prod",""", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("""{"configuration":""", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("""{"restore":""", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("""{"fact":0,"body":""", lines[3], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("""{"tag":"api-1",""", StringComparison.Ordinal));
        new RecordingReplay(Files()[1], thresholds: null).Run(_ => { }, _ => { });
    }

    [Fact]
    public async Task Recorder_OtherFilesInTheFolder_AreLeftAlone()
    {
        var kept = _folder.File("recordings/Prod-sse-stall.jsonl", "mine");
        for (var start = 0; start < 3; start++)
        {
            var recorder = new Recorder(
                Options(new() { Folder = Recordings, Keep = 1 }),
                NullLogger<Recorder>.Instance
            );
            await recorder.StartAsync(default);
            recorder.Begin("Prod", Some.Start, restored: null, JournalState.Empty);
            await recorder.StopAsync(default);
        }

        Assert.Equal(["Prod-20261101T090000000Z.jsonl", "Prod-sse-stall.jsonl"], Files().Select(Path.GetFileName));
        Assert.Equal("mine", await File.ReadAllTextAsync(kept));
    }

    [Fact]
    public async Task Recorder_FolderCannotBeWritten_EndsRecordingAndNothingElse()
    {
        var file = _folder.File("taken", "a file where the folder should be");
        var recorder = new Recorder(Options(new() { Folder = file }), NullLogger<Recorder>.Instance);
        await recorder.StartAsync(default);
        var (round, board, _, _, _) = Round(recorder);
        round.Tick();
        round.Tick();
        await recorder.StopAsync(default);

        Assert.NotNull(board.Of("Prod"));
    }

    private string Recordings => Path.Combine(_folder.Path, "recordings");

    private List<string> Files() =>
        Directory.Exists(Recordings) ? Directory.EnumerateFiles(Recordings).Order(StringComparer.Ordinal).ToList() : [];

    private string? Newest(HashSet<string> seen)
    {
        seen.UnionWith(Files());
        return Files() is [.., var newest] ? newest : null;
    }

    /// <summary>Whether the batch's tick is in the file, or a next file was begun after it.</summary>
    private static bool EndsWithTick(string file, DateTimeOffset batch)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var text = reader.ReadToEnd();
        var at = RecordedTime.Write(batch.AddSeconds(5));
        return text.Contains($"{{\"tick\":\"{at}\"", StringComparison.Ordinal)
            || text.Contains($"{{\"restore\":\"{at}\"", StringComparison.Ordinal);
    }

    private WatchdogOptions Options(RecordingOptions? recording = null) =>
        Some.Options(Some.Environment()) with
        {
            Recording = recording ?? new() { Folder = Recordings },
        };

    private static JournalState State() =>
        JournalState.Empty.Evolve(
            new(
                1,
                "environment/Prod",
                1,
                Some.Start,
                Actor.Watchdog,
                new LkgPointed(Component.Api, Some.Good, "configuration")
            )
        );

    private static LiveInstance Instance(DateTimeOffset at) => new("api-1", Component.Api, Some.Good, at);

    private static HealthProbed Probe(DateTimeOffset at, Fault fault) =>
        new(at, "api-1", HealthEndpoint.Ready, fault, 200, 900);

    private (JudgingRound Round, LiveBoard Board, FakeTimeProvider Wall, Pulse Stream, Inputs Inputs) Round(
        Recorder recorder
    )
    {
        var options = Options();
        var wall = new FakeTimeProvider(Some.Start);
        var time = new AnchoredTime(wall);
        var pulses = new Pulses();
        var board = new LiveBoard(time);
        var inputs = new Inputs();
        var round = new JudgingRound(
            options,
            inputs,
            pulses,
            new InstanceBoard(options, time),
            board,
            _folder.Store,
            new JournalTail(_folder.Store.Journal),
            time,
            NullLogger<JudgingRound>.Instance,
            recorder
        );
        return (round, board, wall, pulses.Of(new InstanceId("Prod", Component.Api, "api-1")), inputs);
    }
}
