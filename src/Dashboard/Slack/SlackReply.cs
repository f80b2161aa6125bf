namespace Mcpx.Dashboard.Slack;

/// <summary>
/// Sends a person the words to what they pressed, for their eyes only. Slack names the address in a call it signed; it is taken all the
/// same only where it is Slack's.
/// </summary>
internal sealed class SlackReply(SlackMode mode, IHttpClientFactory clients, ILogger<SlackReply> log)
{
    public const string Client = "slack-reply";

    /// <summary>Sends them beside the call, which Slack wants answered at once.</summary>
    public void Send(Uri? address, string words)
    {
        if (address is not null && IsSlacks(address))
        {
            _ = SendAsync(address, words);
        }
    }

    private bool IsSlacks(Uri address) =>
        Uri.Compare(
            address,
            new Uri(mode.Options.AnswerAddress),
            UriComponents.SchemeAndServer,
            UriFormat.Unescaped,
            StringComparison.OrdinalIgnoreCase
        ) == 0;

    private async Task SendAsync(Uri address, string words)
    {
        try
        {
            using var client = clients.CreateClient(Client);
            using var response = await client.PostAsJsonAsync(address, Of(words));
            response.EnsureSuccessStatusCode();
        }
        catch (Exception problem) when (problem is HttpRequestException or OperationCanceledException)
        {
            Log.NotReplied(log, problem);
        }
    }

    /// <summary>The shape of an answer.</summary>
    public static object Of(string words) =>
        new
        {
            response_type = "ephemeral",
            replace_original = false,
            text = words,
        };
}
