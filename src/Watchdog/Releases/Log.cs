using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Releases;

internal static partial class Log
{
    [LoggerMessage(4201, LogLevel.Error, "The release folder could not be looked at; it is tried again.")]
    public static partial void NotLooked(ILogger logger, Exception problem);

    [LoggerMessage(4202, LogLevel.Information, "What lies in the folder of {Tag} was written down.")]
    public static partial void Looked(ILogger logger, string tag);

    [LoggerMessage(4203, LogLevel.Error, "Bakes and drills of {Environment} could not be kept; it is tried again.")]
    public static partial void NotKept(ILogger logger, string environment, Exception problem);

    [LoggerMessage(4204, LogLevel.Information, "{Environment} {Component}: {Tag} is the LKG from now on.")]
    public static partial void Promoted(ILogger logger, string environment, Component component, string tag);

    [LoggerMessage(4205, LogLevel.Information, "{Environment} {Component}: a drill was held, ready: {Ready}.")]
    public static partial void Drilled(ILogger logger, string environment, Component component, bool ready);
}
