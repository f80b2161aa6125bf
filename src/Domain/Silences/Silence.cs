namespace Mcpx.Domain.Silences;

/// <summary>
/// Mutes notices of an environment, or of some of its triggers, for a while. Never evaluation, proposals, evidence or what is
/// on screen.
/// </summary>
/// <param name="Id">Unique in its environment, for example <c>SIL-0001</c>.</param>
/// <param name="Kind">Why.</param>
/// <param name="Triggers">Which of <see cref="Triggers.TriggerNames"/>; empty for all.</param>
/// <param name="Owner">Who set it and answers for it.</param>
/// <param name="Reason">Why, for whoever wonders about the quiet.</param>
/// <param name="From">When it begins.</param>
/// <param name="Until">When it runs out; always set.</param>
public sealed record Silence(
    string Id,
    SilenceKind Kind,
    IReadOnlyList<string> Triggers,
    string Owner,
    string Reason,
    DateTimeOffset From,
    DateTimeOffset Until
)
{
    /// <summary>Who ended it early; null when nobody did.</summary>
    public string? EndedBy { get; init; }

    /// <summary>When they did; null when nobody did.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Where it stands: from its beginning, included, to its end, excluded, it mutes.</summary>
    public SilencePhase PhaseAt(DateTimeOffset now) =>
        EndedAt is not null ? SilencePhase.Ended
        : now >= Until ? SilencePhase.Expired
        : now < From ? SilencePhase.Waiting
        : SilencePhase.Active;

    /// <summary>Whether it will not mute any more.</summary>
    public bool IsOverAt(DateTimeOffset now) => PhaseAt(now) is SilencePhase.Ended or SilencePhase.Expired;

    /// <summary>Whether it speaks of a trigger; null asks whether it speaks of all.</summary>
    public bool Covers(string? trigger) =>
        Triggers.Count == 0 || (trigger is not null && Triggers.Contains(trigger, StringComparer.Ordinal));
}
