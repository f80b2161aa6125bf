using System.Collections.Immutable;
using System.Globalization;

namespace Mcpx.Domain.Silences;

/// <summary>An environment's silences: all that mute or will mute, and the newest that are over.</summary>
public sealed record SilenceBook
{
    private const int OverKept = 20;

    /// <summary>No silence was ever set.</summary>
    public static SilenceBook Empty { get; } = new();

    /// <summary>In the order they were set.</summary>
    public ImmutableList<Silence> All { get; init; } = [];

    /// <summary>How many were ever set; the next identity counts on from it.</summary>
    public int Count { get; init; }

    /// <summary>The identity of the next.</summary>
    public string NextId => string.Create(CultureInfo.InvariantCulture, $"SIL-{Count + 1:0000}");

    /// <summary>Those that mute now or later, the one that runs out first before the others.</summary>
    public IEnumerable<Silence> NotOverAt(DateTimeOffset now) =>
        All.Where(silence => !silence.IsOverAt(now)).OrderBy(silence => silence.Until);

    /// <summary>Those that mute now, the one that lasts longest first.</summary>
    public IEnumerable<Silence> ActiveAt(DateTimeOffset now) =>
        All.Where(silence => silence.PhaseAt(now) == SilencePhase.Active).OrderByDescending(silence => silence.Until);

    /// <summary>Whether a notice of a trigger is muted, and why or why not.</summary>
    /// <param name="trigger">Of which; null for a notice that is of no trigger, which only a silence of all mutes.</param>
    /// <param name="now">When.</param>
    public MuteAnswer Mutes(string? trigger, DateTimeOffset now)
    {
        var spoken = All.Where(silence => silence.Covers(trigger)).ToList();
        if (spoken.Where(silence => silence.PhaseAt(now) == SilencePhase.Active).MaxBy(one => one.Until) is { } active)
        {
            return new(
                active,
                $"{SilenceWords.Kind(active.Kind)} {active.Id} by {active.Owner} until {SilenceWords.Until(active)}: {active.Reason}"
            );
        }

        var nearest = spoken.LastOrDefault(silence => !silence.IsOverAt(now)) ?? spoken.LastOrDefault();
        return new(
            By: null,
            nearest?.PhaseAt(now) switch
            {
                null => All.Exists(silence => !silence.IsOverAt(now))
                    ? "the silences in effect are of other triggers"
                    : "nothing is silenced",
                SilencePhase.Waiting => $"{nearest.Id} begins later",
                SilencePhase.Ended => $"{nearest.Id} was ended by {nearest.EndedBy}",
                _ => $"{nearest.Id} ran out",
            }
        );
    }

    /// <summary>Folds one that was set at a time; those that were over by then are forgotten but for the newest.</summary>
    public SilenceBook With(SilenceSet set, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(set);
        var over = All.Where(silence => silence.IsOverAt(at)).ToList();
        var forgotten = over.Take(over.Count - OverKept).ToHashSet();
        return this with
        {
            All = All.RemoveAll(forgotten.Contains)
                .Add(new(set.Id, set.Kind, set.Triggers, set.Owner, set.Reason, set.From, set.Until)),
            Count = Count + 1,
        };
    }

    /// <summary>Folds one that was ended by somebody at a time.</summary>
    public SilenceBook With(SilenceEnded ended, string by, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(ended);
        var index = All.FindIndex(silence => silence.Id == ended.Id);
        return index < 0 || All[index].IsOverAt(at)
            ? this
            : this with
            {
                All = All.SetItem(index, All[index] with { EndedBy = by, EndedAt = at }),
            };
    }
}
