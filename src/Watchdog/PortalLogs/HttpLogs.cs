using System.Net.Http.Headers;
using System.Text;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Rca;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.PortalLogs;

/// <summary>Asks a log store over HTTP, once for each request id.</summary>
internal sealed class HttpLogs(PortalLogOptions options, HttpClient client, TimeProvider time) : ILogSource
{
    public async Task<IReadOnlyList<LogLine>> FindAsync(
        IReadOnlyList<string> ids,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellation
    )
    {
        var found = new List<LogLine>();
        foreach (var id in ids)
        {
            var answer = await AskAsync(new(options.AddressOf(id, from, to)!), cancellation);
            found.AddRange(FoundLines.In(answer, id).Take(PortalLog.MostLines).Select(line => new LogLine(id, line)));
        }

        return found;
    }

    private async Task<string> AskAsync(Uri address, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(options.RequestTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        Sign(request);
        try
        {
            using var response = await client.SendAsync(request, both.Token);
            return response.IsSuccessStatusCode
                // Whatever character set it names: an unknown one must not be more than a line that is hard to read.
                ? Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(both.Token))
                : throw new LogSourceException($"{address.Host} answered {(int)response.StatusCode}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new LogSourceException(
                FormattableString.Invariant(
                    $"{address.Host} did not answer in {options.RequestTimeout.TotalSeconds:0} s"
                )
            );
        }
        catch (HttpRequestException problem)
        {
            // What it says may hold the query; which host it was is enough.
            throw new LogSourceException($"{address.Host} cannot be asked ({problem.HttpRequestError})", problem);
        }
    }

    private void Sign(HttpRequestMessage request)
    {
        if (options.TokenVariable is not { } variable)
        {
            return;
        }

        var token = Secrets.Read(variable) ?? throw new LogSourceException($"{variable} is not set");
        if (options.TokenHeader.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
        else
        {
            request.Headers.TryAddWithoutValidation(options.TokenHeader, token);
        }
    }
}
