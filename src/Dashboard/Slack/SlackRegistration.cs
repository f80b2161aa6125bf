namespace Mcpx.Dashboard.Slack;

/// <summary>Answers from Slack.</summary>
internal static class SlackRegistration
{
    /// <summary>Adds them.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="mode">Whether and how.</param>
    public static void AddSlack(this WebApplicationBuilder builder, SlackMode mode)
    {
        builder
            .Services.AddSingleton(mode)
            .AddSingleton<SeenOnce>()
            .AddSingleton<SlackAnswering>()
            .AddSingleton<SlackReply>();
        builder
            .Services.AddHttpClient(
                SlackReply.Client,
                static client =>
                {
                    client.Timeout = TimeSpan.FromSeconds(5);
                    client.MaxResponseContentBufferSize = 64 * 1024;
                }
            )
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler { AllowAutoRedirect = false });
    }
}
