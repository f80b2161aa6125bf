using System.Buffers;
using System.Diagnostics;
using Mcpx.Benchmarks.Reporting;
using Mcpx.Benchmarks.Windows;
using Mcpx.Domain.Replay;
using Mcpx.Domain.Signals;

namespace Mcpx.Benchmarks.Replay;

/// <summary>
/// Replaying a recording of 20 instances from memory: every line parsed, judged and decided. One instance fails from the
/// tenth to the twentieth minute, so that an incident is open from the fifteenth to the end.
/// </summary>
internal static class RecordedHours
{
    private const int Instances = 20;
    private const int Rounds = 9;
    private static readonly TimeSpan Recorded = TimeSpan.FromMinutes(30);

    public static IEnumerable<Figure> Run()
    {
        var recording = Record();
        Stopclock.Rounds(Rounds, () => Replay(recording));
        var before = Environment.CpuUsage.TotalTime;
        var times = Stopclock.Rounds(Rounds, () => Replay(recording));
        var processor = (Environment.CpuUsage.TotalTime - before) / Rounds;
        yield return Figure.Higher(
            "replay_speedup",
            Recorded.TotalMilliseconds / Stopclock.Median(times),
            "times",
            5_000
        );
        yield return Figure.Higher("replay_cpu_speedup", Recorded / processor, "times");
    }

    private static ReadOnlyMemory<byte> Record()
    {
        var fleet = new Fleet(Fleet.Options(Instances));
        var output = new ArrayBufferWriter<byte>();
        RecordingWriter.Write(output, new Configured(fleet.Now, Fleet.Options(Instances)));
        while (fleet.Now - Fleet.Start < Recorded)
        {
            var minutes = (fleet.Now - Fleet.Start).TotalMinutes;
            fleet.Ill = number => number == 0 && minutes is >= 10 and < 20;
            fleet.Next();
            foreach (var input in fleet.Inputs)
            {
                RecordingWriter.Write(output, input);
            }

            RecordingWriter.Write(output, new Tick(fleet.Now));
        }

        return output.WrittenMemory;
    }

    private static void Replay(ReadOnlyMemory<byte> recording)
    {
        var (parser, replayer) = (new RecordingParser(), new Replayer("Prod"));
        var rest = recording.Span;
        while (rest.IndexOf((byte)'\n') is >= 0 and var end)
        {
            replayer.Take(parser.Read(rest[..end]));
            rest = rest[(end + 1)..];
        }

        if (replayer.Until - Fleet.Start != Recorded)
        {
            throw new UnreachableException("The replay did not come to the recording's end.");
        }
    }
}
