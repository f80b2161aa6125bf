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
        // The request's own path is the error page's by now.
        var asked = httpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? "";
        if (
            exception is not BadHttpRequestException bad
            || !asked.StartsWith("/api/", StringComparison.OrdinalIgnoreCase)
        )
        {
            return false;
        }

        var detail = bad.InnerException is JsonException { Path: { } path }
            ? $"The body cannot be read at {path}."
            : "The request cannot be read.";
        await Results.Problem(detail, statusCode: bad.StatusCode).ExecuteAsync(httpContext);
        return true;
    }
}
