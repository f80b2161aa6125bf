using Mcpx.Db;

namespace Mcpx.Watchdog.Anchors;

/// <summary>A place outside that keeps the chain's head.</summary>
internal interface IAnchorSink
{
    /// <summary>What people call it.</summary>
    string Name { get; }

    /// <summary>Whether it is configured.</summary>
    bool IsWanted { get; }

    /// <summary>Keeps one.</summary>
    /// <returns>Null when it is kept; else why not, fit to be shown.</returns>
    Task<string?> KeepAsync(ChainHead head, DateTimeOffset at, CancellationToken cancellation);
}
