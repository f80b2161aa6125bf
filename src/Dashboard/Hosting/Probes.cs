using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Prometheus;

namespace Mcpx.Dashboard.Hosting;

/// <summary>
/// What other machines ask: <c>/healthz</c> (the process answers), <c>/ready</c> (every registered health check passes: a
/// feature adds its own with <c>AddHealthChecks().AddCheck(...)</c>) and <c>/metrics</c>. All three are anonymous and
/// carry no reading, only whether.
/// </summary>
internal static class Probes
{
    public static void MapProbes(this WebApplication app)
    {
        app.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = static _ => false })
            .AllowAnonymous()
            .ShortCircuit();
        app.MapHealthChecks("/ready", new HealthCheckOptions { ResponseWriter = ReadyAnswer.WriteAsync })
            .AllowAnonymous();
        app.MapMetrics().AllowAnonymous();
    }
}
