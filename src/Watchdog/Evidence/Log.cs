namespace Mcpx.Watchdog.Evidence;

internal static partial class Log
{
    [LoggerMessage(7001, LogLevel.Error, "{Incident}: the evidence pack could not be sealed.")]
    public static partial void NotSealed(ILogger logger, string incident, Exception problem);
}
