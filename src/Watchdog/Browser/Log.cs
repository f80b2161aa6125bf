namespace Mcpx.Watchdog.Browser;

internal static partial class Log
{
    [LoggerMessage(3301, LogLevel.Warning, "{Environment}: browser check of {Place} could not run: {Why}")]
    public static partial void CouldNotRun(ILogger logger, string environment, string place, string why);

    [LoggerMessage(3302, LogLevel.Warning, "{Environment}: what the browser check saw is not kept. {Problem}")]
    public static partial void NotKept(ILogger logger, string environment, string problem);
}
