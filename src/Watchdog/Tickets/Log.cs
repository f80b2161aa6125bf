using Mcpx.Domain.Incidents;

namespace Mcpx.Watchdog.Tickets;

internal static partial class Log
{
    [LoggerMessage(
        LogLevel.Warning,
        "The ticket system was not told that {Incident} is {Stage}; tried again in {Pause}. The incident's page says so."
    )]
    public static partial void NotTold(
        ILogger log,
        string incident,
        TicketStage stage,
        TimeSpan pause,
        Exception problem
    );

    [LoggerMessage(LogLevel.Error, "Tickets could not be looked after; tried again.")]
    public static partial void NotKept(ILogger log, Exception problem);
}
