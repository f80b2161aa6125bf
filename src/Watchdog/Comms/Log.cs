namespace Mcpx.Watchdog.Comms;

internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Warning, "A message to {Channel} did not arrive.")]
    public static partial void NotSent(ILogger logger, string channel, Exception problem);

    [LoggerMessage(
        5002,
        LogLevel.Warning,
        "A test message was not sent or not written down; the next look tries again."
    )]
    public static partial void NotTested(ILogger logger, Exception problem);

    [LoggerMessage(5003, LogLevel.Warning, "{Channel} was not told, or that was not written down; tried again.")]
    public static partial void NotTold(ILogger logger, string channel, Exception problem);
}
