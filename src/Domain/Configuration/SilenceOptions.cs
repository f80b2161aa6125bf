namespace Mcpx.Domain.Configuration;

/// <summary>
/// How long notices may be muted, section <c>Watchdog:Silences</c>. Nothing can be muted for ever: a silence that nobody
/// ends runs out.
/// </summary>
public sealed record SilenceOptions
{
    /// <summary>The longest either may be configured to.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    /// <summary>How far ahead a silence may end. Default 7 days, at most 90.</summary>
    public TimeSpan LongestSilence { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How far ahead a maintenance window may end. Default 30 days, at most 90.</summary>
    public TimeSpan LongestMaintenance { get; init; } = TimeSpan.FromDays(30);

    internal void Check(List<ConfigurationError> errors, string key)
    {
        Check(errors, $"{key}:LongestSilence", LongestSilence);
        Check(errors, $"{key}:LongestMaintenance", LongestMaintenance);
    }

    private static void Check(List<ConfigurationError> errors, string key, TimeSpan value)
    {
        errors.Positive(key, value);
        if (value > Longest)
        {
            errors.Add(new(key, $"{value:c}", $"must be at most {Longest.Days} days"));
        }
    }
}
