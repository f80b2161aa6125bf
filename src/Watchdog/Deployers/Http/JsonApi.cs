using System.Net.Http.Headers;
using System.Text;

namespace Mcpx.Watchdog.Deployers.Http;

/// <summary>
/// Asks a service's HTTP API. Reads are repeated where the service asks for patience; what changes something is sent once, whatever
/// comes back.
/// </summary>
/// <param name="http">Follows no redirect and keeps a bounded answer only.</param>
/// <param name="timeout">For one complete answer.</param>
/// <param name="token">The bearer token; null to send none.</param>
/// <param name="time">Whose time.</param>
internal sealed class JsonApi(
    HttpClient http,
    TimeSpan timeout,
    Func<CancellationToken, ValueTask<string?>> token,
    TimeProvider time
)
{
    private const int MostReads = 5;
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <summary>A wait that a service asked for, within bounds.</summary>
    public static TimeSpan Bounded(TimeSpan wait) =>
        wait < ShortestWait ? ShortestWait
        : wait > LongestWait ? LongestWait
        : wait;

    /// <summary>Reads, and waits as told at 429 and 503.</summary>
    /// <exception cref="DeployerUnavailableException">No complete answer.</exception>
    public async Task<ApiAnswer> ReadAsync(Uri address, CancellationToken cancellation)
    {
        for (var reads = 1; ; reads++)
        {
            var answer = await SendAsync(HttpMethod.Get, address, body: null, cancellation);
            if (answer.Status is not (429 or 503) || reads == MostReads)
            {
                return answer;
            }

            await Task.Delay(Bounded(answer.RetryAfter ?? TimeSpan.FromSeconds(2 * reads)), time, cancellation);
        }
    }

    /// <summary>Sends what changes something, once.</summary>
    /// <exception cref="DeployerUnavailableException">No complete answer; it says whether anything was sent.</exception>
    public Task<ApiAnswer> ActAsync(HttpMethod method, Uri address, string? body, CancellationToken cancellation) =>
        SendAsync(method, address, body, cancellation);

    private async Task<ApiAnswer> SendAsync(
        HttpMethod method,
        Uri address,
        string? body,
        CancellationToken cancellation
    )
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Accept.Add(new("application/json"));
        if (await token(cancellation) is { } bearer)
        {
            request.Headers.Authorization = new("Bearer", bearer);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        try
        {
            using var response = await http.SendAsync(request, limit.Token);
            var text = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(limit.Token));
            // The answer arrives on the socket's own thread, and what comes next may take its time.
            await Task.Yield();
            return new((int)response.StatusCode, text, Headers(response), Wait(response.Headers.RetryAfter));
        }
        catch (HttpRequestException problem)
        {
            throw new DeployerUnavailableException($"{address.Host} gave no answer: {problem.Message}", problem)
            {
                NothingSent =
                    problem.HttpRequestError
                        is HttpRequestError.ConnectionError
                            or HttpRequestError.NameResolutionError
                            or HttpRequestError.SecureConnectionError,
            };
        }
        catch (IOException problem)
        {
            throw new DeployerUnavailableException($"{address.Host} gave no answer: {problem.Message}", problem);
        }
        catch (OperationCanceledException problem) when (!cancellation.IsCancellationRequested)
        {
            throw new DeployerUnavailableException(
                $"{address.Host} gave no answer within {timeout.TotalSeconds:0.#} s",
                problem
            );
        }
    }

    private static Dictionary<string, string> Headers(HttpResponseMessage response)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in response.Headers.NonValidated)
        {
            headers[name] = values.ToString();
        }

        return headers;
    }

    private TimeSpan? Wait(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : null);
}
