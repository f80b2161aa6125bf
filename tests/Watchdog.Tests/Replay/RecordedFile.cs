using System.Buffers;
using Mcpx.Domain.Replay;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Tests.Replay;

/// <summary>A recording as a file: one API instance that beats every second and is probed every five.</summary>
internal sealed class RecordedFile
{
    private readonly ArrayBufferWriter<byte> _lines = new();
    private double _second;

    public RecordedFile(RecordingLabel? label = null)
    {
        RecordingWriter.Write(_lines, new RecordingHeader(1, "Prod", Some.Start, "0.1.0", label));
        Add(new Configured(Some.Start, Some.Environment()));
    }

    public static DateTimeOffset At(double second) => Some.Start.AddMilliseconds((long)(second * 1_000));

    public RecordedFile Go(double seconds, bool silent = false, bool down = false)
    {
        for (var end = _second + seconds; _second < end; _second += 0.25)
        {
            if (_second % 5 == 0)
            {
                Add(Probe(HealthEndpoint.Healthz, Fault.None));
                Add(Probe(HealthEndpoint.Ready, down ? Fault.Timeout : Fault.None));
            }

            if (_second % 1 == 0 && !silent)
            {
                Add(new StreamLooked(At(_second), "api-1"));
                Add(new StreamBeat(At(_second), "api-1"));
            }

            Add(new Tick(At(_second)));
        }

        return this;
    }

    public RecordedFile Add(JudgingInput input)
    {
        RecordingWriter.Write(_lines, input);
        return this;
    }

    public RecordedFile AddText(string text)
    {
        _lines.Write(System.Text.Encoding.UTF8.GetBytes(text));
        return this;
    }

    public string Write(Folder folder, string name)
    {
        var path = folder.File(name, "");
        File.WriteAllBytes(path, _lines.WrittenSpan);
        return path;
    }

    private HealthProbed Probe(HealthEndpoint endpoint, Fault fault) =>
        new(At(_second), "api-1", endpoint, fault, fault == Fault.None ? 200 : 0, 900);
}
