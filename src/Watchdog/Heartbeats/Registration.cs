using Mcpx.Watchdog.Wire;

namespace Mcpx.Watchdog.Heartbeats;

internal static class Registration
{
    public static IServiceCollection AddHeartbeat(this IServiceCollection services)
    {
        services.AddSingleton<HeartbeatBoard>();
        services.AddHostedService<HeartbeatSender>();
        services.AddImpatientClient(HeartbeatSender.Client);
        return services;
    }
}
