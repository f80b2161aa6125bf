namespace Mcpx.Domain.Signals;

/// <summary>Which health answer was asked for. The two are judged separately (semantics: availability).</summary>
public enum HealthEndpoint
{
    /// <summary><c>/healthz</c>: the process lives.</summary>
    Healthz,

    /// <summary><c>/ready</c>: the instance may take traffic.</summary>
    Ready,
}

/// <summary>One answer, or the lack of one, to a health probe.</summary>
/// <param name="At">When the probe was sent.</param>
/// <param name="Endpoint">Which of the two was asked.</param>
/// <param name="Fault">How it failed; <see cref="Fault.None"/> for a good answer.</param>
/// <param name="StatusCode">HTTP status, 0 when there was no answer.</param>
/// <param name="LatencyMicroseconds">From the request to the complete answer.</param>
public readonly record struct HealthSample(
    DateTimeOffset At,
    HealthEndpoint Endpoint,
    Fault Fault,
    int StatusCode,
    long LatencyMicroseconds
);

/// <summary>
/// The request counters of one instance at one scrape, with the watchdog's own calls and the SSE routes already left out.
/// </summary>
/// <param name="At">When the scrape was sent.</param>
/// <param name="Calls">All calls since the process started.</param>
/// <param name="Errors">Those of them answered 5xx.</param>
public readonly record struct TrafficScrape(DateTimeOffset At, long Calls, long Errors);
