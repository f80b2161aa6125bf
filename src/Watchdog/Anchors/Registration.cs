using Microsoft.Extensions.Http.Resilience;

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
        services
            .AddHttpClient(WebhookSink.Client)
            .RemoveAllLoggers()
            .AddStandardResilienceHandler(resilience =>
            {
                // Three times within ten seconds; after that the keeper tries again by itself.
                resilience.AttemptTimeout.Timeout = TimeSpan.FromSeconds(3);
                resilience.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(10);
                resilience.Retry.MaxRetryAttempts = 2;
                resilience.Retry.Delay = TimeSpan.FromMilliseconds(300);
            });
        return services;
    }
}
