using System.Threading.Channels;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Judging;

/// <summary>One input, the first lines of a piece, or the wish to keep what is there.</summary>
internal readonly record struct TapeItem(
    DateTimeOffset At,
    JudgingInput? Input = null,
    IReadOnlyList<JudgingInput>? Start = null,
    string? Save = null
);

/// <summary>What waits to be packed of one environment.</summary>
internal sealed class TapeTrack
{
    private volatile bool _wantsStart;

    public Channel<TapeItem> Queue { get; } =
        Channel.CreateBounded<TapeItem>(new BoundedChannelOptions(16_384) { SingleReader = true });

    /// <summary>Whether the next tick begins a new piece.</summary>
    public bool WantsStart
    {
        get => _wantsStart;
        set => _wantsStart = value;
    }

    /// <summary>Whether something did not fit into the queue, and nothing is put there until a new piece begins. Judging's own.</summary>
    public bool IsHeldBack { get; set; }
}
