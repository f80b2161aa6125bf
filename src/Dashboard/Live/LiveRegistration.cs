namespace Mcpx.Dashboard.Live;

internal static class LiveRegistration
{
    public static void AddLive(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddHttpClient(LiveReadings.Client, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        builder
            .Services.AddHttpClient(
                AnchorLook.Client,
                client =>
                {
                    client.Timeout = TimeSpan.FromSeconds(3);
                    client.MaxResponseContentBufferSize = AnchorLook.Longest;
                }
            )
            .RemoveAllLoggers();
        builder.Services.AddSingleton<LiveReadings>().AddSingleton<AnchorLook>();
    }
}
