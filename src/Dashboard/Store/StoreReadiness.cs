using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Mcpx.Dashboard.Store;

/// <summary>Ready once the store has our schema, can be read and takes what people decide.</summary>
internal sealed class StoreReadiness(StoreFollower follower) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) =>
        Task.FromResult(
            (follower.Obstacle ?? follower.ReadOnly) is { } obstacle
                ? HealthCheckResult.Unhealthy(obstacle)
                : HealthCheckResult.Healthy()
        );
}
