namespace Mcpx.Domain.Signals;

/// <summary>
/// How an environment's normal is found (semantics: error-rate): the median over one-minute buckets of the hour before the
/// newest deployment, plus <see cref="Spread"/> times their median absolute deviation.
/// </summary>
public sealed record BaselineRule
{
    /// <summary>How many deviations above the median are still normal. Default 5.</summary>
    public int Spread { get; init; } = 5;

    /// <summary>Buckets with enough traffic below which nothing is known of normal. Default 30.</summary>
    public int MinimumBuckets { get; init; } = 30;

    /// <summary>How far before the deployment is looked. Default 60 minutes.</summary>
    public TimeSpan Before { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>The same hours of how many earlier days are added where they were recorded. Default 7, at most 7.</summary>
    public int EarlierDays { get; init; } = 7;
}
