using Mcpx.Domain.Replay;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Replay;

/// <summary>Replays a file, perhaps with other thresholds.</summary>
/// <param name="path">The recording.</param>
/// <param name="thresholds">To try instead of the recorded ones; null for those.</param>
internal sealed class RecordingReplay(string path, Thresholds? thresholds)
{
    private readonly RecordingReader _reader = new(path);
    private Replayer? _replayer;

    /// <summary>The file's name, without its folder: the same wherever it lies.</summary>
    public string Name => Path.GetFileName(path);

    /// <summary>What the reader should know.</summary>
    public IReadOnlyList<string> Notes => _reader.Notes;

    /// <summary>Ticks judged.</summary>
    public long Ticks => _replayer?.Ticks ?? 0;

    /// <summary>The real time between the first tick and the last.</summary>
    public TimeSpan Covered => _replayer is { From: { } from, Until: { } until } ? until - from : TimeSpan.Zero;

    /// <summary>Replays it to its end.</summary>
    /// <param name="begin">Takes the first line.</param>
    /// <param name="seen">Takes each entry of the timeline.</param>
    /// <exception cref="BadFileException">The file cannot be replayed.</exception>
    public void Run(Action<RecordingHeader> begin, Action<ReplayEntry> seen)
    {
        var environment = "";
        _reader.Read(
            header =>
            {
                environment = header.Environment;
                _replayer = new(environment);
                begin(header);
            },
            input =>
            {
                foreach (var entry in _replayer!.Take(Tried(environment, input)))
                {
                    seen(entry);
                }
            }
        );
    }

    private JudgingInput Tried(string environment, JudgingInput input) =>
        thresholds is not null && input is Configured recorded
            ? recorded with
            {
                Options = thresholds.Over(environment, recorded.Options),
            }
            : input;
}
