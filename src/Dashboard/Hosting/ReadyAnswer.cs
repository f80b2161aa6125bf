using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Mcpx.Dashboard.Hosting;

/// <summary>
/// The body of <c>/ready</c>: <c>{"ready":false,"checks":[{"name":"journal","ready":false,"detail":"waits for the schema"}]}</c>.
/// </summary>
internal static class ReadyAnswer
{
    public static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(
            new
            {
                ready = report.Status == HealthStatus.Healthy,
                checks = report.Entries.Select(static entry => new
                {
                    name = entry.Key,
                    ready = entry.Value.Status == HealthStatus.Healthy,
                    detail = entry.Value.Description ?? "",
                }),
            },
            context.RequestAborted
        );
}
