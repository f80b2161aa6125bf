namespace Mcpx.Watchdog.Comms;

internal static class Registration
{
    private const int MostAnswered = 64 * 1024;

    public static IServiceCollection AddComms(this IServiceCollection services)
    {
        services.AddSingleton<SlackReferences>();
        services.AddSingleton<SlackNotifier>();
        services.AddHostedService<ChannelTester>();
        services.AddHostedService<Teller>();
        services
            .AddHttpClient(
                SlackNotifier.Client,
                // It tries nothing again by itself: a message that it sent twice would be read twice.
                client =>
                {
                    client.MaxResponseContentBufferSize = MostAnswered;
                    client.Timeout = TimeSpan.FromSeconds(10);
                }
            )
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
        return services;
    }
}
