namespace Mcpx.Domain.Configuration;

/// <summary>
/// The counter of calls and preflights that an instance refused as <c>origin_forbidden</c>, by origin. A portal without it
/// loses nothing but the figure beside the verdict.
/// </summary>
public sealed record RefusalCounterOptions
{
    /// <summary>Name of the counter. Default <c>portal_cors_rejections_total</c>.</summary>
    public string Name { get; init; } = "portal_cors_rejections_total";

    /// <summary>Label with the origin, as the browser sent it. Default <c>origin</c>.</summary>
    public string OriginLabel { get; init; } = "origin";

    /// <summary>Label with the error code, for a counter that counts other refusals too. Default: none, all of it counts.</summary>
    public string? CodeLabel { get; init; }

    /// <summary>Value of <see cref="CodeLabel"/> that means a refused origin. Default <c>origin_forbidden</c>.</summary>
    public string Code { get; init; } = "origin_forbidden";

    /// <summary>Label that tells the watchdog's own preflights apart, with the request counter's values. Default <c>caller</c>.</summary>
    public string CallerLabel { get; init; } = "caller";
}
