using Mcpx.Dashboard.Auth;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Mcpx.Dashboard.Hosting;

/// <summary>
/// The body of <c>/ready</c>: <c>{"ready":false,"checks":[{"name":"journal","ready":false,"detail":"waits for the schema"}]}</c>. The
/// details, which may name places and servers, are for who is signed in or on this machine.
/// </summary>
internal static class ReadyAnswer
{
    public static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var isTold = context.User.Identity?.IsAuthenticated == true || Loopback.IsLocal(context);
        return context.Response.WriteAsJsonAsync(
            new
            {
                ready = report.Status == HealthStatus.Healthy,
                checks = report.Entries.Select(entry => new
                {
                    name = entry.Key,
                    ready = entry.Value.Status == HealthStatus.Healthy,
                    detail = isTold ? entry.Value.Description ?? "" : "",
                }),
            },
            context.RequestAborted
        );
    }
}
