namespace Mcpx.Watchdog.Probes.Traffic;

internal static partial class Log
{
    [LoggerMessage(
        3101,
        LogLevel.Warning,
        "{Target}: no traffic is measured, its error rate and latency have no data. {Reason}"
    )]
    public static partial void NotMeasured(ILogger logger, string target, string reason);

    [LoggerMessage(3102, LogLevel.Information, "{Target}: traffic is measured.")]
    public static partial void Measured(ILogger logger, string target);

    [LoggerMessage(
        3103,
        LogLevel.Information,
        "{Environment}: normal is learned from {Samples} samples of Prometheus."
    )]
    public static partial void Backfilled(ILogger logger, string environment, int samples);

    [LoggerMessage(
        3104,
        LogLevel.Warning,
        "{Environment}: normal is not learned from Prometheus, but anew from now on. {Reason}"
    )]
    public static partial void NotBackfilled(ILogger logger, string environment, string reason);
}
