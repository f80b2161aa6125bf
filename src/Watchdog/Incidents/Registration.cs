namespace Mcpx.Watchdog.Incidents;

internal static class Registration
{
    public static IServiceCollection AddIncidents(this IServiceCollection services)
    {
        services.AddSingleton<ArtifactFindings>();
        services.AddHostedService<DeploymentWatch>();
        services.AddHostedService<IncidentKeeper>();
        return services;
    }
}
