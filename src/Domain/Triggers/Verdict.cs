using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary>What the values of a verdict are counted in.</summary>
public enum Unit
{
    /// <summary>Durations.</summary>
    Milliseconds,

    /// <summary>Ratios: 10,000 are one percent.</summary>
    PartsPerMillion,

    /// <summary>Things counted: outages, origins, differences, findings, failures.</summary>
    Count,
}

/// <summary>What one trigger says about one series at one tick.</summary>
/// <param name="Trigger">One of <see cref="TriggerNames"/>.</param>
/// <param name="Component">The component it speaks of.</param>
/// <param name="Instance">The instance, or null for the component's instances together.</param>
/// <param name="Part">What of the instance, for example <c>/ready</c>; null where there is only one.</param>
/// <param name="State">The word.</param>
/// <param name="Since">Since when the word holds.</param>
/// <param name="Onset">When the condition behind it began; null when there is none.</param>
/// <param name="Held">How long the condition has held, blind time left out.</param>
/// <param name="HoldFor">How long it may hold; zero breaches at once.</param>
/// <param name="Value">The reading; null when nothing was measured.</param>
/// <param name="Limit">What it is held against.</param>
/// <param name="Unit">Of <paramref name="Value"/> and <paramref name="Limit"/>.</param>
/// <param name="Total">What a ratio was taken from; 0 where that has no meaning.</param>
/// <param name="Failed">The failing part of it.</param>
/// <param name="BreachesAt">When it breaches if nothing changes; null unless pending.</param>
/// <param name="Sentence">One sentence for a person.</param>
public sealed record Verdict(
    string Trigger,
    Component Component,
    string? Instance,
    string? Part,
    VerdictState State,
    DateTimeOffset Since,
    DateTimeOffset? Onset,
    TimeSpan Held,
    TimeSpan HoldFor,
    long? Value,
    long Limit,
    Unit Unit,
    long Total,
    long Failed,
    DateTimeOffset? BreachesAt,
    string Sentence
)
{
    /// <summary>How bad a breach of it is.</summary>
    public Severity Severity { get; init; }

    /// <summary>
    /// How the others of its kind fare, for example "1 of 4; the other three run the same tag and are healthy"; null where
    /// there are none, or nothing is wrong.
    /// </summary>
    public string? Peers { get; init; }

    /// <summary>Since when nothing could be measured; null while it is.</summary>
    public DateTimeOffset? UnmeasuredSince { get; init; }

    /// <summary>Whether a person declared it: it was not measured, and only a person ends it.</summary>
    public bool Declared { get; init; }

    /// <summary>Names the series within its environment, for example <c>availability/Api/api-1/ready</c>.</summary>
    public string Series => $"{Trigger}/{Component}/{Instance ?? "all"}{Part}";

    /// <summary>The reading as people read it; null when nothing was measured.</summary>
    public string? Reading => ReadingWords.Of(Trigger, Value, Unit);

    /// <summary>Whether a person has to look: breached, or breached and coming back.</summary>
    public bool IsBroken => State is VerdictState.Breached or VerdictState.Recovering;
}
