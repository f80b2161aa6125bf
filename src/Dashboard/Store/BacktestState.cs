using Mcpx.Domain.Replay;

namespace Mcpx.Dashboard.Store;

/// <summary>How a try of thresholds on recorded days stands.</summary>
public abstract record BacktestState;

/// <summary>Nothing was tried since the dashboard started.</summary>
public sealed record BacktestIdle : BacktestState;

/// <summary>Recordings are judged again.</summary>
/// <param name="What">What is tried, "Prod: SseHeartbeat:LimitGap = 20 s".</param>
/// <param name="File">The recording in hand, from 1.</param>
/// <param name="Of">How many there are.</param>
public sealed record BacktestRunning(string What, int File, int Of) : BacktestState;

/// <summary>They were.</summary>
/// <param name="What">What was tried.</param>
/// <param name="Results">Each recording, with the recorded thresholds and with those tried.</param>
/// <param name="LeftOut">Recordings that were not looked at, in words; null when all were.</param>
public sealed record BacktestDone(
    string What,
    IReadOnlyList<(BacktestResult Recorded, BacktestResult Tried)> Results,
    string? LeftOut
) : BacktestState;

/// <summary>It could not be done.</summary>
/// <param name="What">What was tried.</param>
/// <param name="Reason">Why not.</param>
public sealed record BacktestFailed(string What, string Reason) : BacktestState;
