namespace Mcpx.Watchdog.Freezes;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "{Environment}: {Command} was run to {Word} for the freeze and {How}.")]
    public static partial void Ran(ILogger log, string environment, string command, string word, string how);

    [LoggerMessage(LogLevel.Error, "What a freeze of {Environment} pauses could not be looked after; tried again.")]
    public static partial void NotKept(ILogger log, string environment, Exception problem);
}
