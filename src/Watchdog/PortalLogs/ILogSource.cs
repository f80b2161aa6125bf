using Mcpx.Domain.Rca;

namespace Mcpx.Watchdog.PortalLogs;

/// <summary>Where the portal's own log lines are.</summary>
internal interface ILogSource
{
    /// <summary>Lines that hold one of the request ids.</summary>
    /// <exception cref="LogSourceException">It cannot be asked, or does not answer.</exception>
    Task<IReadOnlyList<LogLine>> FindAsync(
        IReadOnlyList<string> ids,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellation
    );
}

/// <summary>Why there are no lines, for a person.</summary>
internal sealed class LogSourceException(string message, Exception? cause = null) : Exception(message, cause);
