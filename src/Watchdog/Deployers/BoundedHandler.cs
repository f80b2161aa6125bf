namespace Mcpx.Watchdog.Deployers;

/// <summary>Lets a library that would take any answer, however long, see a bounded one only.</summary>
internal sealed class BoundedHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            await response.Content.LoadIntoBufferAsync(ServiceHttp.LongestAnswer, cancellationToken);
            // The answer arrives on the socket's own thread, and what comes next may take its time.
            await Task.Yield();
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
