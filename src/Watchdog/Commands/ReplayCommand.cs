using System.CommandLine;
using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mcpx.Domain.Replay;
using Mcpx.Watchdog.Replay;

namespace Mcpx.Watchdog.Commands;

/// <summary><c>replay</c>: judges a recording again, or a folder of them, perhaps with other thresholds.</summary>
internal static class ReplayCommand
{
    private static readonly JsonWriterOptions Readable = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create()
    {
        var recording = new Argument<string?>("recording")
        {
            Description = "The recording to replay (docs/recordings.md).",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var backtest = new Option<string?>("--backtest")
        {
            Description = "Replay every *.jsonl and *.jsonl.gz of a folder and hold each against its label.",
        };
        var thresholds = new Option<string?>("--thresholds")
        {
            Description = "JSON file with the section Triggers: values to try instead of the recorded ones.",
        };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON." };
        var speed = new Option<bool>("--speed")
        {
            Description = "Say on the error output how much faster than real time it ran.",
        };
        var command = new Command("replay", "Judge a recording again: the same bytes every time.")
        {
            recording,
            backtest,
            thresholds,
            json,
            speed,
        };
        command.SetAction(parsed =>
        {
            using var output = Console.OpenStandardOutput();
            return Run(
                new(
                    parsed.GetValue(recording),
                    parsed.GetValue(backtest),
                    parsed.GetValue(thresholds),
                    parsed.GetValue(json),
                    parsed.GetValue(speed)
                ),
                output,
                Console.Error
            );
        });
        return command;
    }

    internal static int Run(Asked asked, Stream output, TextWriter error)
    {
        if (asked.Recording is null == asked.Backtest is null)
        {
            error.WriteLine("Name one recording, or --backtest with a folder of them.");
            return ExitCodes.BadInput;
        }

        try
        {
            var thresholds = asked.Thresholds is null ? null : Thresholds.Load(asked.Thresholds);
            var started = Stopwatch.GetTimestamp();
            var (code, covered) = asked.Recording is { } recording
                ? Replay(recording, thresholds, asked.Json, output)
                : Backtest(asked.Backtest!, thresholds, asked.Json, output);
            if (asked.Speed)
            {
                var elapsed = Stopwatch.GetElapsedTime(started);
                error.WriteLine(FormattableString.Invariant($"{covered / elapsed:0} times real time"));
            }

            return code;
        }
        catch (BadFileException problem)
        {
            foreach (var line in problem.Problems)
            {
                error.WriteLine(line);
            }

            return ExitCodes.BadInput;
        }
    }

    private static (int Code, TimeSpan Covered) Replay(string path, Thresholds? thresholds, bool json, Stream output)
    {
        using var text = Text(output);
        using var document = new Utf8JsonWriter(output, Readable);
        IReplayReport report = json ? new ReplayJson(document) : new ReplayText(text);
        var replay = new RecordingReplay(path, thresholds);
        replay.Run(header => report.Begin(replay.Name, header, thresholds?.Name), report.Add);
        report.End(replay);
        return (ExitCodes.Ok, replay.Covered);
    }

    private static (int Code, TimeSpan Covered) Backtest(
        string folder,
        Thresholds? thresholds,
        bool json,
        Stream output
    )
    {
        var files = Directory.Exists(folder)
            ? Directory
                .EnumerateFiles(folder, "*.jsonl")
                .Concat(Directory.EnumerateFiles(folder, "*.jsonl.gz"))
                .OrderBy(Path.GetFileName, StringComparer.Ordinal)
                .ToList()
            : throw new BadFileException(folder, "There is no such folder.");
        if (files.Count == 0)
        {
            throw new BadFileException(folder, "No *.jsonl or *.jsonl.gz lies there.");
        }

        var replays = files.Select(file => new RecordingReplay(file, thresholds)).ToList();
        var summary = new BacktestSummary([.. replays.Select(Result)]);
        if (json)
        {
            using var document = new Utf8JsonWriter(output, Readable);
            Write(document, summary, thresholds?.Name);
        }
        else
        {
            using var text = Text(output);
            BacktestText.Write(text, summary, thresholds?.Name);
        }

        var covered = replays.Aggregate(TimeSpan.Zero, (sum, replay) => sum + replay.Covered);
        return (summary.Passed ? ExitCodes.Ok : ExitCodes.Failed, covered);
    }

    private static BacktestResult Result(RecordingReplay replay)
    {
        BacktestCount? count = null;
        replay.Run(header => count = new(replay.Name, header.Label), entry => count!.Add(entry));
        return count!.Result();
    }

    private static void Write(Utf8JsonWriter json, BacktestSummary summary, string? thresholds)
    {
        json.WriteStartObject();
        json.WriteString("thresholds", thresholds);
        json.WriteStartArray("recordings");
        foreach (var result in summary.Results)
        {
            json.WriteStartObject();
            json.WriteString("recording", result.Name);
            json.WriteString("expect", result.Label is { } label ? BacktestText.Words(label.Expect) : null);
            json.WriteString("outcome", result.Word.ToString().ToLowerInvariant());
            json.WriteNumber("proposals", result.Proposals);
            json.WriteNumber("incidents", result.Incidents);
            json.WritePropertyName("delayMilliseconds");
            JsonSerializer.Serialize(json, (long?)result.Delay?.TotalMilliseconds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("proposals", summary.Proposals);
        json.WriteNumber("false", summary.False);
        json.WriteNumber("missed", summary.Missed);
        json.WriteEndObject();
    }

    private static StreamWriter Text(Stream output) =>
        new(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 64 << 10, leaveOpen: true);

    /// <summary>What was asked for.</summary>
    internal sealed record Asked(
        string? Recording,
        string? Backtest = null,
        string? Thresholds = null,
        bool Json = false,
        bool Speed = false
    );
}
