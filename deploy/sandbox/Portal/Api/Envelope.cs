using Microsoft.Extensions.Primitives;

namespace Mcpx.Sandbox.Portal.Api;

/// <summary>The portal's error answer: <c>{"code","message","requestId"}</c>.</summary>
internal static class Envelope
{
    public const string RequestIdHeader = "X-Request-Id";

    /// <summary>Takes the caller's request id, or makes one, and repeats it in the answer.</summary>
    public static void GiveRequestId(HttpContext context)
    {
        var asked = context.Request.Headers[RequestIdHeader];
        context.TraceIdentifier =
            !StringValues.IsNullOrEmpty(asked)
            && asked.ToString() is { Length: <= 64 } id
            && id.All(char.IsAsciiLetterOrDigit)
                ? id
                : Guid.NewGuid().ToString("N");
        context.Response.Headers[RequestIdHeader] = context.TraceIdentifier;
    }

    public static Task WriteAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(
            new
            {
                code,
                message,
                requestId = context.TraceIdentifier,
            }
        );
    }
}
