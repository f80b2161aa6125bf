namespace Mcpx.Watchdog.Wire;

/// <summary>How posting to whoever listens outside ended.</summary>
/// <param name="Fault">Why it was not taken; null when it was. Never the address, which may be a secret.</param>
/// <param name="Lost">Whether it may have arrived all the same, because only the answer is missing.</param>
internal readonly record struct Delivered(string? Fault, bool Lost = false);

/// <summary>
/// Posts to whoever listens outside and reads nothing but the status. Messages to Slack go another way: there the answer's body and how
/// long to wait say what became of them.
/// </summary>
internal static class Delivery
{
    /// <summary>Posts with a client whose retries and time limits are its own.</summary>
    /// <returns>Why it was not taken; null when it was.</returns>
    public static async Task<string?> PostAsync(
        this IHttpClientFactory clients,
        string client,
        Uri target,
        HttpContent content,
        CancellationToken cancellation
    )
    {
        using var http = clients.CreateClient(client);
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = content };
        return (await http.DeliverAsync(request, cancellation, cancellation)).Fault;
    }

    /// <summary>Sends a request once.</summary>
    /// <param name="client">Sends it.</param>
    /// <param name="request">What is posted.</param>
    /// <param name="within">Ends it when it takes too long, which is a fault.</param>
    /// <param name="stopping">Ends the caller.</param>
    public static async Task<Delivered> DeliverAsync(
        this HttpClient client,
        HttpRequestMessage request,
        CancellationToken within,
        CancellationToken stopping
    )
    {
        var host = request.RequestUri!.Host;
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, within);
            // What comes next may write to the disk: not on the socket's thread.
            await Task.Yield();
            return new(response.IsSuccessStatusCode ? null : $"{host} answered {(int)response.StatusCode}");
        }
        catch (Exception problem) when (!stopping.IsCancellationRequested && problem is not OutOfMemoryException)
        {
            await Task.Yield();
            return problem is not HttpRequestException failed ? new($"{host} did not answer in time", Lost: true)
                : IsBefore(failed.HttpRequestError) ? new($"{host} cannot be reached")
                : new($"{host} broke off", Lost: true);
        }
    }

    /// <summary>Whether a request failed before anything of it was sent.</summary>
    public static bool IsBefore(HttpRequestError error) =>
        error
            is HttpRequestError.NameResolutionError
                or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError
                or HttpRequestError.ProxyTunnelError;
}
