namespace Mcpx.Launcher.Processes;

/// <summary>Asks <c>/ready</c> until it answers 200.</summary>
internal sealed class ReadyProbe : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    // Loopback only: a proxy configured for the network must not be asked for it.
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(2),
    };

    /// <summary>Returns when the address answered 200; otherwise goes on until cancelled.</summary>
    public async Task WaitAsync(Uri address, CancellationToken stop)
    {
        while (!await IsReadyAsync(address, stop))
            await Task.Delay(Pace, stop);
    }

    /// <inheritdoc />
    public void Dispose() => client.Dispose();

    private async Task<bool> IsReadyAsync(Uri address, CancellationToken stop)
    {
        try
        {
            using var answer = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, stop);
            return answer.StatusCode == System.Net.HttpStatusCode.OK;
        }
        catch (Exception notYet) when (notYet is HttpRequestException || !stop.IsCancellationRequested)
        {
            // Refused, reset or too slow: a process that is still starting. The caller holds the deadline.
            return false;
        }
    }
}
