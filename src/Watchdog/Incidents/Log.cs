namespace Mcpx.Watchdog.Incidents;

internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Warning, "{Incident} opened in {Environment}: {Sentence}")]
    public static partial void Opened(ILogger logger, string incident, string environment, string sentence);

    [LoggerMessage(4002, LogLevel.Warning, "{Incident}: rollback of {Components} to {Tag} proposed.")]
    public static partial void Proposed(ILogger logger, string incident, string components, string tag);

    [LoggerMessage(4003, LogLevel.Error, "{Environment} could not be kept; it is tried again.")]
    public static partial void NotKept(ILogger logger, string environment, Exception problem);

    [LoggerMessage(
        4004,
        LogLevel.Warning,
        "{Environment}/{Instance} answers {Tag}, which nobody reported: a deployment by an unknown deployer."
    )]
    public static partial void Unreported(ILogger logger, string environment, string instance, string tag);

    [LoggerMessage(4005, LogLevel.Error, "The journal could not be read; it is tried again.")]
    public static partial void JournalNotRead(ILogger logger, Exception problem);

    [LoggerMessage(4006, LogLevel.Information, "{Incident}: {Step}.")]
    public static partial void Kept(ILogger logger, string incident, string step);

    [LoggerMessage(4007, LogLevel.Information, "{Incident} was not carried on: {Refusal}")]
    public static partial void Refused(ILogger logger, string incident, string refusal);
}
