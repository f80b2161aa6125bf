using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;

namespace Mcpx.Dashboard.Api;

/// <summary>
/// A store that fails in the middle of a call is nobody's mistake: 503 with words and <c>Retry-After</c>, never a page. A connection that
/// breaks may have written before it broke, so nothing is promised.
/// </summary>
internal sealed partial class StoreTrouble(ILogger<StoreTrouble> log) : IExceptionHandler
{
    private const int AgainAfterSeconds = 5;

    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext,
        Exception exception,
        CancellationToken cancellationToken
    )
    {
        if (exception is not (DbException or TimeoutException or IOException) || !UnreadableBody.IsCall(httpContext))
        {
            return false;
        }

        StoreFailed(log, exception, httpContext.Request.Method);
        httpContext.Response.Headers.RetryAfter = $"{AgainAfterSeconds}";
        await Results
            .Problem(
                HttpMethods.IsGet(httpContext.Request.Method)
                    ? "The store could not be read. The same call again is safe."
                    : "The store failed, and it is not certain whether this was written. Look at what stands before you ask again; "
                        + "the report of a deployment may be sent again as it is.",
                statusCode: StatusCodes.Status503ServiceUnavailable,
                title: "The store failed"
            )
            .ExecuteAsync(httpContext);
        return true;
    }

    [LoggerMessage(9301, LogLevel.Error, "A call ({Method}) failed because the store did.")]
    private static partial void StoreFailed(ILogger logger, Exception problem, string method);
}
