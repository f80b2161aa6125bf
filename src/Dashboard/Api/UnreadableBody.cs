using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;

namespace Mcpx.Dashboard.Api;

/// <summary>A call that cannot be read is the caller's fault: 400 with the place, never 500 and never a page.</summary>
internal sealed class UnreadableBody : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext,
        Exception exception,
        CancellationToken cancellationToken
    )
    {
        if (exception is not BadHttpRequestException bad || !IsCall(httpContext))
        {
            return false;
        }

        var detail = bad.InnerException is JsonException { Path: { } path }
            ? $"The body cannot be read at {path}."
            : "The request cannot be read.";
        await Results.Problem(detail, statusCode: bad.StatusCode).ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>Whether it was a call of the API that failed: the request's own path is the error page's by now.</summary>
    internal static bool IsCall(HttpContext context) =>
        context
            .Features.Get<IExceptionHandlerPathFeature>()
            ?.Path.StartsWith("/api/", StringComparison.OrdinalIgnoreCase)
            is true;
}
