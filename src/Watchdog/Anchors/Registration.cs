using Mcpx.Watchdog.Wire;

namespace Mcpx.Watchdog.Anchors;

internal static class Registration
{
    public static IServiceCollection AddAnchors(this IServiceCollection services)
    {
        services.AddSingleton<AnchorBoard>();
        services.AddSingleton<AnchorWords>();
        services.AddSingleton<IAnchorSink, FileSink>();
        services.AddSingleton<IAnchorSink, WebhookSink>();
        services.AddHostedService<AnchorKeeper>();
        services.AddImpatientClient(WebhookSink.Client);
        return services;
    }
}
