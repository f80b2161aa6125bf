namespace Mcpx.Watchdog.Anchors;

internal static partial class Log
{
    [LoggerMessage(9101, LogLevel.Error, "The journal's head cannot be anchored ({Sink}): {Fault} It is tried again.")]
    public static partial void NotAnchored(ILogger logger, string sink, string fault);

    [LoggerMessage(9102, LogLevel.Information, "The journal's head is anchored again ({Sink}), at {Position}.")]
    public static partial void AnchoredAgain(ILogger logger, string sink, long position);
}
