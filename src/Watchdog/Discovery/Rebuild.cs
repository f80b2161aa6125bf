using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Discovery;

/// <summary>Why a host of <c>run</c> ended: set when the next is to watch something else, in the same process.</summary>
internal sealed class Rebuild
{
    /// <summary>What the next one runs with; null when the process is to end.</summary>
    public LoadedConfiguration? Next { get; set; }
}
