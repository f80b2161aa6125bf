using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Mcpx.Domain.Replay;
using Mcpx.Watchdog.Commands;

namespace Mcpx.Watchdog.Tests.Replay;

public sealed class ReplayCommandTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Replay_Recording_TellsTheTimeline()
    {
        var label = new RecordingLabel(Expectation.Rollback, "sse-heartbeat", RecordedFile.At(60), "the stream stalls");
        var path = new RecordedFile(label).Go(60).Go(30, silent: true).Write(_folder, "stall.jsonl");

        var (code, output, error) = Run(new(path));

        Assert.Equal((0, ""), (code, error));
        var lines = output.Split('\n');
        Assert.Equal("stall.jsonl: Prod, recorded from 2026-11-01 09:00:00.000 by 0.1.0; times are UTC.", lines[0]);
        Assert.Equal("Expected: rollback by sse-heartbeat: the stream stalls", lines[1]);
        Assert.Contains(
            "2026-11-01 09:01:14.250  sse-heartbeat/Api/api-1  Healthy -> Breached  15 s without a byte on api-1's event stream; limit 15 s",
            lines
        );
        Assert.StartsWith("360 ticks over 1 min 29 s: ", lines[^2], StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_TwiceAndElsewhere_IsTheSameBytes()
    {
        var recorded = new RecordedFile().Go(60).Go(30, silent: true).Go(400, down: true);
        var (here, there) = (recorded.Write(_folder, "a.jsonl"), recorded.Write(_folder, "deep/er/a.jsonl"));

        foreach (var json in new[] { false, true })
        {
            var first = Run(new(here, Json: json)).Output;
            Assert.Equal(first, Run(new(there, Json: json)).Output);
            Assert.DoesNotContain(_folder.Path, first, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Replay_Json_IsOneDocument()
    {
        var path = new RecordedFile().Go(60).Go(30, silent: true).Write(_folder, "stall.jsonl");

        using var document = JsonDocument.Parse(Run(new(path, Json: true)).Output);

        var root = document.RootElement;
        Assert.Equal("stall.jsonl", root.GetProperty("recording").GetString());
        Assert.Equal(360, root.GetProperty("ticks").GetInt64());
        Assert.Contains(
            root.GetProperty("timeline").EnumerateArray(),
            entry =>
                entry.GetProperty("series").GetString() == "sse-heartbeat/Api/api-1"
                && entry.GetProperty("state").GetString() == "Breached"
                && entry.GetProperty("at").GetString() == "2026-11-01T09:01:14.25Z"
        );
    }

    [Fact]
    public void Replay_Speed_IsSaidOnTheErrorOutputOnly()
    {
        var path = new RecordedFile().Go(60).Write(_folder, "a.jsonl");

        var (code, output, error) = Run(new(path, Speed: true));

        Assert.Equal(0, code);
        Assert.Matches("^[0-9]+ times real time\n$", error.ReplaceLineEndings("\n"));
        Assert.Equal(Run(new(path)).Output, output);
    }

    [Fact]
    public void Replay_OtherThresholds_CountInsteadOfTheRecorded()
    {
        var path = new RecordedFile().Go(60).Go(30, silent: true).Write(_folder, "stall.jsonl");
        var thresholds = _folder.File("loose.json", """{"Triggers":{"SseHeartbeat":{"LimitGap":"00:01:00"}}}""");

        var (code, output, _) = Run(new(path, Thresholds: thresholds));

        Assert.Equal(0, code);
        Assert.Contains("With the thresholds of loose.json.\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Breached", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        """{"Triggers":{"SseHeartbeat":{"LimitGab":"00:01:00"}}}""",
        "Triggers:SseHeartbeat:LimitGab = 00:01:00: unknown key"
    )]
    [InlineData(
        """{"Triggers":{"SseHeartbeat":{"LimitGap":"soon"}}}""",
        "Triggers:SseHeartbeat:LimitGap = soon: must be a duration"
    )]
    [InlineData(
        """{"Triggers":{"SseHeartbeat":{"LimitGap":"-00:01:00"}}}""",
        "Triggers:SseHeartbeat:LimitGap = -00:01:00: must be"
    )]
    [InlineData(
        """{"Triggers":{"Availability":{"Window":"00:10:00"}}}""",
        "Triggers:Availability:Window = 00:10:00: must be at most"
    )]
    [InlineData("""{"Trigers":{}}""", "Trigers = ")]
    [InlineData("""{"Triggers":""", "JSON")]
    public void Replay_BadThresholds_AreEachNamed(string text, string expected)
    {
        var path = new RecordedFile().Go(5).Write(_folder, "a.jsonl");

        var (code, _, error) = Run(new(path, Thresholds: _folder.File("bad.json", text)));

        Assert.Equal(2, code);
        Assert.Contains("bad.json: ", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense\n", ":2411: 'nonsense'")]
    [InlineData("{\"tick\":\"2026-11-01T09:00:00Z\"}\n", ":2411: This tick is earlier")]
    [InlineData("{\"health\":\"api-1\",\"at\":\"2026-11-01T09:09:00Z\"}\n", ":2411: 'us', 'endpoint' is missing.")]
    public void Replay_BadLine_IsNamedByFileAndLine(string line, string expected)
    {
        var recorded = new RecordedFile().Go(60);
        var lines = File.ReadAllLines(recorded.Write(_folder, "count.jsonl")).Length;
        var path = recorded.AddText(line).Write(_folder, "bad.jsonl");

        var (code, _, error) = Run(new(path));

        Assert.Equal(2, code);
        Assert.Contains(
            expected.Replace("2411", $"{lines + 1}", StringComparison.Ordinal),
            error,
            StringComparison.Ordinal
        );
        Assert.Single(error.Trim().Split('\n'));
    }

    [Fact]
    public void Replay_CutOffInTheLastLine_IsReplayedWithANote()
    {
        var path = new RecordedFile().Go(60).AddText("{\"tick\":\"2026-11-").Write(_folder, "cut.jsonl");

        var (code, output, error) = Run(new(path));

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("the last, is incomplete: the recording was cut off there.", output, StringComparison.Ordinal);
        Assert.Contains("240 ticks", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_WholeLastLineWithoutItsEnd_Counts()
    {
        var path = new RecordedFile().Go(60).AddText("{\"tick\":\"2026-11-01T09:02:00Z\"}").Write(_folder, "a.jsonl");

        Assert.Contains("241 ticks", Run(new(path)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_Truncated_SaysSo()
    {
        var path = new RecordedFile()
            .Go(1)
            .Add(new Truncated(Some.Start, "The disk is full."))
            .Write(_folder, "a.jsonl");

        Assert.Contains(
            "Note: The recording ends before the watch did: The disk is full.",
            Run(new(path)).Output,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("", "it has no first line")]
    [InlineData("{\"recording\":9}\n", ":1: Version 9 of the format is not known here")]
    [InlineData("a,b,c\n", ":1: ")]
    public void Replay_NoRecording_IsRefused(string text, string expected)
    {
        var (code, _, error) = Run(new(_folder.File("a.jsonl", text)));

        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_Packed_TellsTheSame()
    {
        var path = new RecordedFile().Go(60).Go(30, silent: true).Write(_folder, "a.jsonl");
        using (var packed = new GZipStream(File.Create(path + ".gz"), CompressionLevel.Fastest))
        {
            packed.Write(File.ReadAllBytes(path));
        }

        Assert.Equal(
            Run(new(path)).Output,
            Run(new(path + ".gz")).Output.Replace("a.jsonl.gz", "a.jsonl", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Replay_PackedInName_IsRefusedByName()
    {
        var (code, _, error) = Run(new(_folder.File("a.jsonl.gz", "not packed at all")));

        Assert.Equal(2, code);
        Assert.Contains("a.jsonl.gz: ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("a", "b")]
    [InlineData("/no/such/file.jsonl", null)]
    [InlineData(null, "/no/such/folder")]
    public void Replay_BadUsage_Is2(string? recording, string? folder)
    {
        var (code, _, error) = Run(new(recording, folder));

        Assert.Equal(2, code);
        Assert.NotEqual("", error);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Backtest_Missed_Is1WithATable()
    {
        new RecordedFile(new(Expectation.Rollback)).Go(30).Write(_folder, "tests/b-missed.jsonl");
        new RecordedFile(new(Expectation.Nothing)).Go(30).Write(_folder, "tests/a-quiet.jsonl");
        new RecordedFile().Go(30).Write(_folder, "tests/c-unlabelled.jsonl");

        var (code, output, _) = Run(new(null, Path.Combine(_folder.Path, "tests")));

        Assert.Equal(1, code);
        var lines = output.Split('\n');
        Assert.Equal("recording           expected  came out    proposals  incidents  delay", lines[0]);
        Assert.Equal("a-quiet.jsonl       nothing   right       0          0          -", lines[1]);
        Assert.Equal("b-missed.jsonl      rollback  missed      0          0          -", lines[2]);
        Assert.Equal("c-unlabelled.jsonl  -         unlabelled  0          0          -", lines[3]);
        Assert.Equal("With the recorded thresholds you would have had 0 proposals, 0 false, 1 missed.", lines[4]);
    }

    [Fact]
    public void Backtest_AllRight_Is0()
    {
        new RecordedFile(new(Expectation.Nothing)).Go(30).Write(_folder, "tests/quiet.jsonl");

        var (code, output, _) = Run(new(null, Path.Combine(_folder.Path, "tests"), Json: true));

        using var document = JsonDocument.Parse(output);
        Assert.Equal(0, code);
        Assert.Equal("right", document.RootElement.GetProperty("recordings")[0].GetProperty("outcome").GetString());
    }

    [Fact]
    public void Backtest_BadFileAmongThem_Is2()
    {
        new RecordedFile().Go(30).Write(_folder, "tests/a.jsonl");
        _folder.File("tests/b.jsonl", "nonsense");

        var (code, _, error) = Run(new(null, Path.Combine(_folder.Path, "tests")));

        Assert.Equal(2, code);
        Assert.Contains("b.jsonl:1: ", error, StringComparison.Ordinal);
    }

    private static (int Code, string Output, string Error) Run(ReplayCommand.Asked asked)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter();
        var code = ReplayCommand.Run(asked, output, error);
        return (code, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }
}
