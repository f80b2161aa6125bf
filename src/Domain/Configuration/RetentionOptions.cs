using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Configuration;

/// <summary>
/// How long things are kept, section <c>Watchdog:Retention</c>. Evidence packs, and the journal of environments, releases and the
/// watchdog itself, are kept for ever.
/// </summary>
public sealed record RetentionOptions
{
    /// <summary>
    /// How long the entries of an ended incident are kept after they were written. Default 730 days, at least 365 (runbook
    /// section 11). Shorter is refused here and by the database.
    /// </summary>
    public TimeSpan Journal { get; init; } = TimeSpan.FromDays(730);

    /// <summary>
    /// Whether the watchdog purges by itself what is older. Default false: then only <c>journal purge</c> does, on somebody's word.
    /// </summary>
    public bool Purge { get; init; }

    /// <summary>How long readings are kept one a second. Default 48 h, at least 1 h.</summary>
    public TimeSpan RawReadings { get; init; } = TimeSpan.FromHours(48);

    /// <summary>How long they are kept one a minute, the worst and the best of it. Default 30 days, longer than the raw ones.</summary>
    public TimeSpan MinuteReadings { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long they are kept one an hour. Default 400 days, at least 365.</summary>
    public TimeSpan HourReadings { get; init; } = TimeSpan.FromDays(400);

    internal void Check(List<ConfigurationError> errors, string key)
    {
        AtLeast(
            errors,
            $"{key}:Journal",
            Journal,
            PurgeDecision.Least,
            "at least 365 days: a year is the runbook's minimum"
        );
        AtLeast(errors, $"{key}:RawReadings", RawReadings, TimeSpan.FromHours(1), "at least 1 h");
        AtLeast(errors, $"{key}:HourReadings", HourReadings, PurgeDecision.Least, "at least 365 days");
        if (MinuteReadings <= RawReadings)
        {
            errors.Add(new($"{key}:MinuteReadings", $"{MinuteReadings:c}", $"must be longer than {key}:RawReadings"));
        }

        if (HourReadings <= MinuteReadings)
        {
            errors.Add(new($"{key}:HourReadings", $"{HourReadings:c}", $"must be longer than {key}:MinuteReadings"));
        }
    }

    private static void AtLeast(
        List<ConfigurationError> errors,
        string key,
        TimeSpan value,
        TimeSpan least,
        string words
    )
    {
        if (value < least)
        {
            errors.Add(new(key, $"{value:c}", $"must be {words}"));
        }
    }
}
