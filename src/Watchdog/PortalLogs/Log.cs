namespace Mcpx.Watchdog.PortalLogs;

internal static partial class Log
{
    [LoggerMessage(
        7101,
        LogLevel.Warning,
        "{Incident}: the portal's own log lines could not be read: {Why}; it is tried again."
    )]
    public static partial void NotRead(ILogger logger, string incident, string why);

    [LoggerMessage(7102, LogLevel.Error, "The portal's own logs could not be looked after; it is tried again.")]
    public static partial void NotLooked(ILogger logger, Exception problem);
}
