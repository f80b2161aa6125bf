namespace Mcpx.Watchdog.Retention;

internal static partial class Log
{
    [LoggerMessage(9201, LogLevel.Error, "Readings could not be thinned, or the journal purged; it is tried again.")]
    public static partial void NotKept(ILogger logger, Exception problem);

    [LoggerMessage(
        9202,
        LogLevel.Information,
        "{Incident}: the bodies of {Entries} entries were purged after retention."
    )]
    public static partial void Purged(ILogger logger, string incident, long entries);
}
