using System.Net.Http.Headers;
using Mcpx.Watchdog.Deployers;
using Mcpx.Watchdog.Wire;

namespace Mcpx.Watchdog.Paging;

/// <summary>
/// Posts to a paging service: once, within its time. Whether a thing that failed may have arrived is told apart, so that the
/// journal decides about repeating it.
/// </summary>
internal sealed class PagingHttp(TimeProvider time) : IDisposable
{
    private readonly HttpClient _client = ServiceHttp.Client();

    public void Dispose() => _client.Dispose();

    public async Task<PageOutcome> PostAsync(
        string? address,
        byte[] json,
        TimeSpan within,
        IReadOnlyList<(string Name, string Value)> headers,
        CancellationToken cancellation
    )
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var target))
        {
            return new("there is no address to post to");
        }

        using var content = new ByteArrayContent(json);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var limit = new CancellationTokenSource(within, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var (fault, lost) = await _client.DeliverAsync(request, both.Token, cancellation);
        return new(fault, lost);
    }

    /// <summary>Says whether anybody is there, without sending anything that wakes.</summary>
    /// <returns>What is wrong; null when it answers, whatever it answers.</returns>
    public async Task<string?> LookAsync(string? address, TimeSpan within, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var target))
        {
            return "there is no address to post to";
        }

        using var limit = new CancellationTokenSource(within, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, target);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            await Task.Yield();
            return null;
        }
        catch (Exception problem)
            when (!cancellation.IsCancellationRequested && problem is HttpRequestException or OperationCanceledException
            )
        {
            return $"{target.Host} cannot be reached";
        }
    }
}
