namespace Mcpx.Watchdog.Comms;

internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Warning, "A message to {Channel} did not arrive.")]
    public static partial void NotSent(ILogger logger, string channel, Exception problem);
}
