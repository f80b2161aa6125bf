using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Wire;

namespace Mcpx.Watchdog.Probes.Http;

/// <summary>Asks the portal one thing and always comes back with an answer, however the target behaves.</summary>
internal sealed class PortalClient(WireClient wire)
{
    /// <summary>The longest body of a health answer.</summary>
    public const int SmallBody = 64 * 1024;

    /// <summary>The longest body of a scrape or a page.</summary>
    public const int LargeBody = 4 * 1024 * 1024;

    public Task<PortalAnswer> GetAsync(
        Uri address,
        string? token,
        TimeSpan timeout,
        int most,
        CancellationToken stopping
    ) => AskAsync(address, RequestText.Get(address, token), reuse: true, timeout, most, stopping);

    public async Task<PortalAnswer> SendAsync(
        Func<HttpRequestMessage> create,
        string? token,
        TimeSpan timeout,
        int most,
        CancellationToken stopping
    )
    {
        using var request = create();
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        return await AskAsync(
            request.RequestUri!,
            await RequestText.OfAsync(request, stopping),
            // What changes something is sent once.
            request.Method == HttpMethod.Get
                || request.Method == HttpMethod.Options,
            timeout,
            most,
            stopping
        );
    }

    private async Task<PortalAnswer> AskAsync(
        Uri address,
        byte[] request,
        bool reuse,
        TimeSpan timeout,
        int most,
        CancellationToken stopping
    )
    {
        var answer = await wire.AskAsync(Authority.Of(address), request, reuse, timeout, most, stopping);
        // Answers arrive on the sockets' own threads, and whoever asked may do with them what takes its time.
        await Task.Yield();
        // What another worker answered says nothing of the one that was asked: it is gone.
        return answer.Head is { } head && Pin.Of(address)?.IsBrokenBy(head.Headers("set-cookie"u8)) == true
            ? new(Fault.Refused, StatusCode: 0, default, answer.Latency)
            : PortalAnswer.Of(answer);
    }
}
