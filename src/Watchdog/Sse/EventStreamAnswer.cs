namespace Mcpx.Watchdog.Sse;

/// <summary>Tells an event stream from any other answer: a proxy's page has bytes too, and they are no sign of life.</summary>
internal static class EventStreamAnswer
{
    private const string MediaType = "text/event-stream";

    /// <summary>Lets only an event stream pass.</summary>
    /// <exception cref="HttpRequestException">The answer is none.</exception>
    public static void Demand(HttpResponseMessage response)
    {
        response.EnsureSuccessStatusCode();
        var type = response.Content.Headers.ContentType?.MediaType;
        if (!string.Equals(type, MediaType, StringComparison.OrdinalIgnoreCase))
        {
            throw new HttpRequestException($"The answer is {type ?? "of no type"}, not an event stream.");
        }
    }
}
