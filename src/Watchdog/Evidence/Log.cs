namespace Mcpx.Watchdog.Evidence;

internal static partial class Log
{
    [LoggerMessage(7001, LogLevel.Error, "{Incident}: the evidence pack could not be sealed; it is tried again.")]
    public static partial void NotSealed(ILogger logger, string incident, Exception problem);

    [LoggerMessage(7002, LogLevel.Warning, "{Incident}: \"{Line}\" could not be collected.")]
    public static partial void LineFailed(ILogger logger, string incident, string line, Exception problem);

    [LoggerMessage(7003, LogLevel.Warning, "{Incident}: part {Part} was stored and not written down; it is now.")]
    public static partial void Adopted(ILogger logger, string incident, int part);

    [LoggerMessage(7004, LogLevel.Warning, "Part {Part} before is not built upon: {Why}.")]
    public static partial void NotBuiltUpon(ILogger logger, int part, string why);

    [LoggerMessage(7005, LogLevel.Information, "{Incident}: {What}.")]
    public static partial void Kept(ILogger logger, string incident, string what);

    [LoggerMessage(
        7006,
        LogLevel.Error,
        "{Incident}: part {Part} could not be copied to {Place}: {Why}; it is tried again."
    )]
    public static partial void NotCopied(ILogger logger, string incident, int part, string place, string why);

    [LoggerMessage(7007, LogLevel.Error, "Evidence could not be looked after; it is tried again.")]
    public static partial void NotLooked(ILogger logger, Exception problem);

    [LoggerMessage(7008, LogLevel.Warning, "{Incident}: the report in the pack has no PDF: {Why}.")]
    public static partial void NotPrinted(ILogger logger, string incident, string why);
}
