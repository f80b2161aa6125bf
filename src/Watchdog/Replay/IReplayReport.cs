using Mcpx.Domain.Replay;

namespace Mcpx.Watchdog.Replay;

/// <summary>Tells a replay while it runs: the same bytes for the same recording, wherever and whenever.</summary>
internal interface IReplayReport
{
    void Begin(string recording, RecordingHeader header, string? thresholds);

    void Add(ReplayEntry entry);

    void End(RecordingReplay replay);
}
