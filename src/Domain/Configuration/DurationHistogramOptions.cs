namespace Mcpx.Domain.Configuration;

/// <summary>The classic histogram of request durations on an instance's <c>/metrics</c>.</summary>
public sealed record DurationHistogramOptions
{
    /// <summary>Its name without <c>_bucket</c>. Default <c>portal_http_request_seconds</c>.</summary>
    public string Name { get; init; } = "portal_http_request_seconds";

    /// <summary>Label with a bucket's upper bound. Default <c>le</c>.</summary>
    public string BoundLabel { get; init; } = "le";

    /// <summary>What the bounds are counted in. Default <see cref="DurationUnit.Seconds"/>, Prometheus' base unit.</summary>
    public DurationUnit Unit { get; init; }

    /// <summary>Label with the route; <see cref="RouteOptions"/> says which are JSON calls. Default <c>route</c>.</summary>
    public string RouteLabel { get; init; } = "route";

    /// <summary>Label that tells the watchdog's own calls apart, with the counter's own value. Default <c>caller</c>.</summary>
    public string CallerLabel { get; init; } = "caller";
}

/// <summary>What durations are counted in.</summary>
public enum DurationUnit
{
    /// <summary>Seconds.</summary>
    Seconds,

    /// <summary>Milliseconds.</summary>
    Milliseconds,
}
