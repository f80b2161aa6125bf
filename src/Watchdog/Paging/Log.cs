using Mcpx.Domain.Comms;

namespace Mcpx.Watchdog.Paging;

internal static partial class Log
{
    [LoggerMessage(5101, LogLevel.Warning, "{Incident}: {Way} was not told ({Act}): {Fault}.")]
    public static partial void NotSent(ILogger logger, string incident, PageWay way, PageAct act, string fault);

    [LoggerMessage(5102, LogLevel.Warning, "{Incident}: {Way} broke.")]
    public static partial void Broke(ILogger logger, string incident, PageWay way, Exception problem);

    [LoggerMessage(5103, LogLevel.Warning, "Pages were not sent or not written down; the next look tries again.")]
    public static partial void NotKept(ILogger logger, Exception problem);

    [LoggerMessage(5104, LogLevel.Warning, "{Warning}")]
    public static partial void RosterDoubted(ILogger logger, string warning);

    [LoggerMessage(5105, LogLevel.Warning, "Who is on was not written down; the next look tries again.")]
    public static partial void RosterNotKept(ILogger logger, Exception problem);
}
