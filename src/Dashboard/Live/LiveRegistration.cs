namespace Mcpx.Dashboard.Live;

internal static class LiveRegistration
{
    /// <summary>The setting with the token that the watchdog asks for.</summary>
    public const string Token = "MCPX_SERVICE_TOKEN";

    public static void AddLive(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddHttpClient(
                LiveReadings.Client,
                client =>
                {
                    client.Timeout = Timeout.InfiniteTimeSpan;
                    client.DefaultRequestHeaders.Authorization = new("Bearer", builder.Configuration[Token]);
                }
            )
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
