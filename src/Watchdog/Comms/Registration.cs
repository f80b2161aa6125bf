using Microsoft.Extensions.Http.Resilience;

namespace Mcpx.Watchdog.Comms;

internal static class Registration
{
    public static IServiceCollection AddComms(this IServiceCollection services)
    {
        services.AddSingleton<SlackNotifier>();
        services
            .AddHttpClient(SlackNotifier.Client)
            .RemoveAllLoggers()
            .AddStandardResilienceHandler(resilience =>
            {
                // A rollback does not wait long for a chat: two quick retries, ten seconds in all.
                resilience.AttemptTimeout.Timeout = TimeSpan.FromSeconds(3);
                resilience.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(10);
                resilience.Retry.MaxRetryAttempts = 2;
                resilience.Retry.Delay = TimeSpan.FromMilliseconds(300);
            });
        return services;
    }
}
