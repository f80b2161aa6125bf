namespace Mcpx.Sandbox;

internal static partial class Log
{
    [LoggerMessage(
        1,
        LogLevel.Warning,
        "{Instance} ended by itself with exit code {Code} and starts again in {Seconds} s; its log: {LogFile}"
    )]
    public static partial void InstanceDied(ILogger logger, string instance, int code, double seconds, string logFile);

    [LoggerMessage(2, LogLevel.Error, "{Instance} is not started again: {Reason}")]
    public static partial void InstanceRefused(ILogger logger, string instance, string reason);

    [LoggerMessage(
        3,
        LogLevel.Warning,
        "{Instance} was still there from an earlier control as process {ProcessId} and was ended"
    )]
    public static partial void LeftoverEnded(ILogger logger, string instance, int processId);

    [LoggerMessage(4, LogLevel.Debug, "{Instance} left no process: {Reason}")]
    public static partial void NoLeftover(ILogger logger, string instance, string reason);

    [LoggerMessage(5, LogLevel.Warning, "Operation {Key} is interrupted: the control stops")]
    public static partial void OperationInterrupted(ILogger logger, string key);

    [LoggerMessage(6, LogLevel.Error, "Operation {Key} failed")]
    public static partial void OperationFailed(ILogger logger, string key, Exception error);

    [LoggerMessage(7, LogLevel.Debug, "Call of {Address}{Route} failed: {Reason}")]
    public static partial void CallFailed(ILogger logger, Uri address, string route, string reason);

    [LoggerMessage(8, LogLevel.Debug, "Background traffic ends")]
    public static partial void TrafficEnds(ILogger logger);

    [LoggerMessage(9, LogLevel.Debug, "{Instance} is not started again: the control stops")]
    public static partial void RestartGivenUp(ILogger logger, string instance);

    [LoggerMessage(10, LogLevel.Debug, "{Instance} does not answer /healthz yet: {Reason}")]
    public static partial void NotYetHealthy(ILogger logger, string instance, string reason);
}
