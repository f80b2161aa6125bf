namespace Mcpx.Watchdog.Live;

internal static partial class Log
{
    [LoggerMessage(6001, LogLevel.Warning, "{Missing}.")]
    public static partial void AssumptionMissing(ILogger logger, string missing);
}
