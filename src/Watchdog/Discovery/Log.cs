using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Discovery;

internal static partial class Log
{
    [LoggerMessage(
        9001,
        LogLevel.Information,
        "Other instances were found; the watch begins anew with them. {Instances}"
    )]
    public static partial void Changed(ILogger logger, string instances);

    [LoggerMessage(9004, LogLevel.Warning, "What was found could not be written down; it is tried again.")]
    public static partial void NotWritten(ILogger logger, Exception problem);

    [LoggerMessage(9003, LogLevel.Warning, "{Doubt}")]
    public static partial void Doubted(ILogger logger, string doubt);

    [LoggerMessage(9002, LogLevel.Warning, "What was found cannot be watched, so the known instances stay: {Problem}")]
    public static partial void CannotWatch(ILogger logger, ConfigurationError problem);
}
