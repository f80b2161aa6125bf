namespace Mcpx.Watchdog.FollowUps;

internal static partial class Log
{
    [LoggerMessage(
        LogLevel.Warning,
        "Follow-ups were not filed in {Repository}; tried again in {Pause}. The report says which are missing."
    )]
    public static partial void NotFiled(ILogger log, string repository, TimeSpan pause, Exception problem);

    [LoggerMessage(LogLevel.Error, "What follows a rollback could not be written down; tried again.")]
    public static partial void NotLookedAfter(ILogger log, Exception problem);
}
