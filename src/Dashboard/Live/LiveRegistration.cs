namespace Mcpx.Dashboard.Live;

internal static class LiveRegistration
{
    public static void AddLive(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddHttpClient(LiveReadings.Client, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        builder.Services.AddSingleton<LiveReadings>();
    }
}
