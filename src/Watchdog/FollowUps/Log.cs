namespace Mcpx.Watchdog.FollowUps;

internal static partial class Log
{
    [LoggerMessage(
        LogLevel.Warning,
        "Follow-ups were not filed in {Repository}; tried again in {Pause}. The report says which are missing."
    )]
    public static partial void NotFiled(ILogger log, string repository, TimeSpan pause, Exception problem);
}
