namespace Mcpx.Watchdog.Runner;

internal static partial class Log
{
    [LoggerMessage(6001, LogLevel.Error, "The run in {Environment} was interrupted; it goes on from the journal.")]
    public static partial void RunInterrupted(ILogger logger, string environment, Exception problem);

    [LoggerMessage(
        6002,
        LogLevel.Warning,
        "{Incident}: step {Step} was begun and its end is not known; asking what became of it."
    )]
    public static partial void StepResumed(ILogger logger, string incident, int step);

    [LoggerMessage(6003, LogLevel.Error, "{Incident}: step {Step} broke in our own code.")]
    public static partial void StepBroke(ILogger logger, string incident, int step, Exception problem);

    [LoggerMessage(6004, LogLevel.Warning, "{Incident}: {Refusal}")]
    public static partial void Refused(ILogger logger, string incident, string refusal);
}
