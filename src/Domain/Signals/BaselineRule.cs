namespace Mcpx.Domain.Signals;

/// <summary>How a <see cref="Baseline"/> is taken (semantics: error-rate in lower environments).</summary>
public sealed record BaselineRule
{
    /// <summary>Median absolute deviations above the median that are still normal. Default 5.</summary>
    public int Deviations { get; init; } = 5;

    /// <summary>Fewer usable minutes than this are too little history. Default 30.</summary>
    public int MinimumBuckets { get; init; } = 30;

    /// <summary>How many minutes before the newest deployment are looked at. Default 60, at most a day.</summary>
    public int Minutes { get; init; } = 60;

    /// <summary>On how many days, the deployment's own included, the same minutes are looked at. Default 8.</summary>
    public int Days { get; init; } = 8;
}
