namespace Mcpx.Watchdog.Probes;

internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Error, "The {Kind} probe of {Target} broke in our own code.")]
    public static partial void ProbeBroke(ILogger logger, ProbeKind kind, string target, Exception problem);

    [LoggerMessage(
        3002,
        LogLevel.Warning,
        "{Environment} answers {Entries} changes at once; {Taken} of them are taken over."
    )]
    public static partial void TooManyChanges(ILogger logger, string environment, int entries, int taken);

    [LoggerMessage(3003, LogLevel.Warning, "{Environment} cannot be polled for its configuration: {Why}.")]
    public static partial void NoSettings(ILogger logger, string environment, string why);

    [LoggerMessage(
        3004,
        LogLevel.Warning,
        "The poll of {Environment} is not kept over a restart, and changes meanwhile will not be seen. {Problem}"
    )]
    public static partial void PollNotKept(ILogger logger, string environment, string problem);

    [LoggerMessage(
        3005,
        LogLevel.Error,
        "Parity of {Environment} is not watched, its expected file is wrong. {Problem}"
    )]
    public static partial void NoExpectation(ILogger logger, string environment, string problem);
}
