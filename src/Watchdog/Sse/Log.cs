using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Sse;

internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Information, "The event stream of {Instance} ended after {Bytes} bytes.")]
    public static partial void StreamEnded(ILogger logger, InstanceId instance, long bytes);

    [LoggerMessage(2002, LogLevel.Information, "The event stream of {Instance} failed with {Fault}: {Problem}")]
    public static partial void StreamFailed(ILogger logger, InstanceId instance, Fault fault, string problem);

    [LoggerMessage(
        2003,
        LogLevel.Information,
        "The event stream of {Instance} is silent while a new one lives: it is opened anew."
    )]
    public static partial void StreamGivenUp(ILogger logger, InstanceId instance);
}
