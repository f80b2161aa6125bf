namespace Mcpx.Watchdog.Heartbeats;

internal static partial class Log
{
    [LoggerMessage(9401, LogLevel.Information, "The outgoing heartbeat is taken.")]
    public static partial void Heard(ILogger logger);

    [LoggerMessage(9402, LogLevel.Warning, "The outgoing heartbeat is missed: {Fault}.")]
    public static partial void NotHeard(ILogger logger, string fault);
}
