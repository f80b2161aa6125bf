using Mcpx.Watchdog.Probes.Traffic.PromQl;

namespace Mcpx.Watchdog.Probes.Traffic;

internal static class Registration
{
    public static IServiceCollection AddTraffic(this IServiceCollection services)
    {
        services.AddSingleton<TrafficFeed>();
        services.AddSingleton<PromQlClient>();
        services.AddSingleton<PromQlBackfill>();
        services.AddSingleton<IProbe, MetricsProbe>();
        services.AddSingleton<IProbe, PromQlProbe>();
        return services;
    }
}
