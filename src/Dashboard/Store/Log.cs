namespace Mcpx.Dashboard.Store;

internal static partial class Log
{
    [LoggerMessage(9001, LogLevel.Error, "The store cannot be read; it is tried again.")]
    public static partial void StoreLost(ILogger logger, Exception problem);

    [LoggerMessage(9002, LogLevel.Warning, "The store cannot be used: {Obstacle}.")]
    public static partial void StoreUnusable(ILogger logger, string obstacle);
}
