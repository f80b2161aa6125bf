using System.Threading.Channels;
using Mcpx.Domain.Replay;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Judging;

/// <summary>One input, or the first lines of a new file.</summary>
internal readonly record struct RecordedItem(
    DateTimeOffset At,
    JudgingInput? Input = null,
    IReadOnlyList<JudgingInput>? Start = null
);

/// <summary>What waits to be written of one environment. Judging writes, one task reads.</summary>
internal sealed class RecorderTrack
{
    /// <summary>About two minutes of an environment of twenty instances: longer than a disk stalls that comes back.</summary>
    private const int Waiting = 8_192;

    private volatile Truncated? _ended;
    private volatile bool _isFull;

    public Channel<RecordedItem> Queue { get; } =
        Channel.CreateBounded<RecordedItem>(
            new BoundedChannelOptions(Waiting) { SingleReader = true, SingleWriter = true }
        );

    /// <summary>Why nothing more is recorded; null while it is.</summary>
    public Truncated? Ended
    {
        get => _ended;
        set => _ended = value;
    }

    /// <summary>Whether the file is as long as it may be.</summary>
    public bool IsFull
    {
        get => _isFull;
        set => _isFull = value;
    }
}
