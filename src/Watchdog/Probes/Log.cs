namespace Mcpx.Watchdog.Probes;

internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Error, "The {Kind} probe of {Target} broke in our own code.")]
    public static partial void ProbeBroke(ILogger logger, ProbeKind kind, string target, Exception problem);

    [LoggerMessage(
        3002,
        LogLevel.Warning,
        "{Environment} answers {Entries} changes at once in its audit; the newest {Taken} are taken over."
    )]
    public static partial void TooManyChanges(ILogger logger, string environment, int entries, int taken);
}
