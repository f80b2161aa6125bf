using Mcpx.Domain.Comms;

namespace Mcpx.Watchdog.Mail;

internal static partial class Log
{
    [LoggerMessage(5201, LogLevel.Warning, "{Incident}: the status note ({Kind}) did not go out: {Fault}.")]
    public static partial void NotSent(ILogger logger, string incident, StatusKind kind, string fault);

    [LoggerMessage(
        5202,
        LogLevel.Warning,
        "A status note was not sent or not written down; the next look tries again."
    )]
    public static partial void NotKept(ILogger logger, Exception problem);
}
