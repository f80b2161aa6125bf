using System.Net;
using Microsoft.Extensions.Http.Resilience;

namespace Mcpx.Watchdog.Comms;

internal static class Registration
{
    private const int MostAnswered = 64 * 1024;

    public static IServiceCollection AddComms(this IServiceCollection services)
    {
        services.AddSingleton<SlackNotifier>();
        services.AddHostedService<ChannelTester>();
        services.AddHostedService<Teller>();
        services
            .AddHttpClient(
                SlackNotifier.Client,
                client =>
                {
                    client.MaxResponseContentBufferSize = MostAnswered;
                    // The body is read outside of the handler's limits.
                    client.Timeout = TimeSpan.FromSeconds(12);
                }
            )
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false })
            .AddStandardResilienceHandler(resilience =>
            {
                resilience.AttemptTimeout.Timeout = TimeSpan.FromSeconds(3);
                resilience.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(10);
                resilience.Retry.MaxRetryAttempts = 2;
                resilience.Retry.Delay = TimeSpan.FromMilliseconds(300);
                // Who asks to wait is waited for, in the channel's own queue.
                resilience.Retry.ShouldHandle = static attempt =>
                    ValueTask.FromResult(
                        attempt.Outcome.Result?.StatusCode != HttpStatusCode.TooManyRequests
                            && HttpClientResiliencePredicates.IsTransient(attempt.Outcome)
                    );
            });
        return services;
    }
}
