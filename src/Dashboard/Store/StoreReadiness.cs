using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Mcpx.Dashboard.Store;

/// <summary>Ready once the store has our schema and can be read.</summary>
internal sealed class StoreReadiness(StoreFollower follower) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) =>
        Task.FromResult(
            follower.Obstacle is { } obstacle ? HealthCheckResult.Unhealthy(obstacle) : HealthCheckResult.Healthy()
        );
}
