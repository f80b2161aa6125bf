namespace Mcpx.Watchdog.Commands;

internal static partial class Log
{
    [LoggerMessage(8001, LogLevel.Warning, "{Warning}")]
    public static partial void Warned(ILogger logger, string warning);
}
