namespace Mcpx.Watchdog.Wire;

/// <summary>Posts to whoever listens outside. Retries and time limits are the client's.</summary>
internal static class Delivery
{
    /// <summary>Posts and reads nothing but the status.</summary>
    /// <returns>Why it was not taken; null when it was. Never the address, which may be a secret.</returns>
    public static async Task<string?> PostAsync(
        this IHttpClientFactory clients,
        string client,
        Uri target,
        HttpContent content,
        CancellationToken cancellation
    )
    {
        try
        {
            using var http = clients.CreateClient(client);
            using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = content };
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            // What comes next may write to the disk: not on the socket's thread.
            await Task.Yield();
            return response.IsSuccessStatusCode ? null : $"{target.Host} answered {(int)response.StatusCode}";
        }
        catch (Exception problem) when (!cancellation.IsCancellationRequested && problem is not OutOfMemoryException)
        {
            return problem is HttpRequestException
                ? $"{target.Host} cannot be reached"
                : $"{target.Host} did not answer in time";
        }
    }
}
