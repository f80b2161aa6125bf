using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Probes;

internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Error, "A probe of {Instance} broke in our own code.")]
    public static partial void ProbeBroke(ILogger logger, InstanceId instance, Exception problem);
}
