using Microsoft.Extensions.Logging;

namespace Mcpx.Sandbox.Portal;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "{Path} failed with internal_error, requestId {RequestId}")]
    public static partial void CallFailed(ILogger logger, string path, string requestId, Exception error);

    [LoggerMessage(2, LogLevel.Debug, "Caller left or the instance stops, requestId {RequestId}")]
    public static partial void CallEnded(ILogger logger, string requestId);

    [LoggerMessage(3, LogLevel.Error, "Page {Page} failed to render")]
    public static partial void PageFailed(ILogger logger, string page, Exception error);

    [LoggerMessage(4, LogLevel.Warning, "API {Address} does not serve {Path}: {Reason}")]
    public static partial void ApiUnavailable(ILogger logger, Uri address, string path, string reason);
}
