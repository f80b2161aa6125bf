namespace Mcpx.Dashboard.Slack;

/// <summary>Answers from Slack.</summary>
internal static class SlackRegistration
{
    /// <summary>Adds them.</summary>
    /// <returns>Why they cannot be, each error with key and value; null when they can, or are switched off.</returns>
    public static string? AddSlack(this WebApplicationBuilder builder)
    {
        var mode = SlackMode.Decide(builder.Configuration);
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
        return mode.Refusal;
    }
}
