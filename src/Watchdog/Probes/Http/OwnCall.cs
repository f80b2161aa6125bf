namespace Mcpx.Watchdog.Probes.Http;

/// <summary>
/// What tells the watchdog's own calls from people's, besides the client's name in <c>User-Agent</c>: <c>X-Caller: watchdog</c> and
/// a request id.
/// </summary>
internal static class OwnCall
{
    public const string CallerHeader = "X-Caller";
    public const string Caller = "watchdog";
    public const string RequestIdHeader = "X-Request-Id";

    public static HttpRequestMessage Request(HttpMethod method, Uri address, string requestId)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.TryAddWithoutValidation(CallerHeader, Caller);
        request.Headers.TryAddWithoutValidation(RequestIdHeader, requestId);
        return request;
    }
}
