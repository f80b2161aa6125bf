using Mcpx.Watchdog.Wire;

namespace Mcpx.Watchdog.Comms;

internal static class Registration
{
    public static IServiceCollection AddComms(this IServiceCollection services)
    {
        services.AddSingleton<SlackNotifier>();
        services.AddHostedService<ChannelTester>();
        services.AddImpatientClient(SlackNotifier.Client);
        return services;
    }
}
