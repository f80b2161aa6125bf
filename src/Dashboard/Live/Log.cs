namespace Mcpx.Dashboard.Live;

internal static partial class Log
{
    [LoggerMessage(9101, LogLevel.Warning, "Live readings of {Environment} are lost: {Problem}")]
    public static partial void LiveLost(ILogger logger, string environment, string problem);
}
