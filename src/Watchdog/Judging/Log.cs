namespace Mcpx.Watchdog.Judging;

internal static partial class Log
{
    [LoggerMessage(
        1001,
        LogLevel.Warning,
        "The wall clock differs from ours by {Step}: a step or a suspend. What was not seen is nobody's gap."
    )]
    public static partial void ClockStepped(ILogger logger, TimeSpan step);

    [LoggerMessage(1003, LogLevel.Warning, "No evaluation for {Silence}: the watchdog was stopped or starved.")]
    public static partial void Late(ILogger logger, TimeSpan silence);

    [LoggerMessage(1002, LogLevel.Error, "Readings could not be written; judging goes on and the next round is tried.")]
    public static partial void SamplesNotWritten(ILogger logger, Exception problem);

    [LoggerMessage(1010, LogLevel.Information, "Recording {Environment} to {File}.")]
    public static partial void Recording(ILogger logger, string environment, string file);

    [LoggerMessage(1011, LogLevel.Error, "The recording of {Environment} ends here: {Reason} Judging goes on.")]
    public static partial void RecordingEnded(ILogger logger, string environment, string reason);

    [LoggerMessage(1012, LogLevel.Error, "{Environment}: the samples that led to an incident could not be kept.")]
    public static partial void NotKept(ILogger logger, string environment, Exception problem);
}
