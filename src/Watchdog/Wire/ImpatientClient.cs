using Microsoft.Extensions.Http.Resilience;

namespace Mcpx.Watchdog.Wire;

/// <summary>A client for what a rollback does not wait for: a chat, an anchor.</summary>
internal static class ImpatientClient
{
    /// <summary>Two quick retries, ten seconds in all; nothing of the address is logged.</summary>
    public static void AddImpatientClient(this IServiceCollection services, string name) =>
        services
            .AddHttpClient(name)
            .RemoveAllLoggers()
            .AddStandardResilienceHandler(resilience =>
            {
                resilience.AttemptTimeout.Timeout = TimeSpan.FromSeconds(3);
                resilience.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(10);
                resilience.Retry.MaxRetryAttempts = 2;
                resilience.Retry.Delay = TimeSpan.FromMilliseconds(300);
            });
}
