using System.Collections.Immutable;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Releases;

/// <summary>What an environment's stream says of its rollback targets: moves of the pointers, overrides, bakes and drills.</summary>
public sealed record TargetBook
{
    private const int Kept = 50;
    private const int DrillsKept = 10;

    /// <summary>Nothing happened yet.</summary>
    public static TargetBook Empty { get; } = new();

    /// <summary>Moves of the pointers, oldest first; the newest fifty.</summary>
    public ImmutableList<LkgMove> Moves { get; init; } = [];

    /// <summary>Overrides, oldest first, those included that ended; the newest fifty.</summary>
    public ImmutableList<TargetOverride> Overrides { get; init; } = [];

    /// <summary>Releases that lived through their bake here and were not rolled back; the newest fifty.</summary>
    public ImmutableList<(Component Component, string Tag)> Baked { get; init; } = [];

    /// <summary>The newest that is written of each component's bake.</summary>
    public ImmutableSortedDictionary<Component, BakeMark> Bakes { get; init; } =
        ImmutableSortedDictionary<Component, BakeMark>.Empty;

    /// <summary>The highest schema that an instance of an unregistered release spoke of; null when none did.</summary>
    public int? Schema { get; init; }

    /// <summary>Drills that were asked for and not held; the newest ten.</summary>
    public ImmutableList<DrillWish> Wishes { get; init; } = [];

    /// <summary>Drills that were held, oldest first; the newest ten.</summary>
    public ImmutableList<Drill> Drills { get; init; } = [];

    /// <summary>How the pointer of a component came where it is; null when there is none.</summary>
    public LkgMove? Pointer(Component component) => Moves.FindLast(move => move.Component == component);

    /// <summary>The newest drill of going back to a release; null when none was held.</summary>
    public Drill? LastDrill(Component component, string tag) =>
        Drills.FindLast(drill => drill.Component == component && drill.Tag == tag);

    /// <summary>Whether a release lived through its bake.</summary>
    public bool HasBaked(Component component, string tag) => Baked.Contains((component, tag));

    /// <summary>The override in effect; null when there is none.</summary>
    public TargetOverride? OverrideOf(Component component, string tag, TargetGap gap, DateTimeOffset now) =>
        Overrides.FindLast(known =>
            known.Component == component && known.Tag == tag && known.Until > now && known.Gaps.Contains(gap)
        );

    /// <summary>Folds one more event.</summary>
    public TargetBook With(JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.Event switch
        {
            LkgPointed e => this with { Moves = Add(Moves, Move(e, entry)) },
            TargetOverridden e => this with
            {
                Overrides = Add(Overrides, new(e.Component, e.Tag, e.Gaps, entry.Actor, entry.At, e.Until, e.Reason)),
            },
            BakeMarked e => this with
            {
                Bakes = Bakes.SetItem(e.Component, new(e.Tag, e.Since, e.Lived, e.Progress, e.Why, entry.At)),
                Baked = Bake(e),
            },
            SchemaSeen e => this with { Schema = Math.Max(Schema ?? e.Schema, e.Schema) },
            // Who rolled it back has learnt something that nobody knew who trusted it.
            ReleaseQuarantined e => this with
            {
                Baked = Baked.Remove((e.Component, e.Tag)),
                Overrides = Overrides.RemoveAll(known => known.Component == e.Component && known.Tag == e.Tag),
            },
            DrillAsked e => this with
            {
                Wishes = Add(Wishes, new(e.Id, e.Component, e.Tag, entry.Actor, entry.At), DrillsKept),
            },
            DrillHeld e => this with
            {
                Wishes = Wishes.RemoveAll(wish => wish.Id == e.Id),
                Drills = Add(
                    Drills,
                    new(e.Id, e.Component, e.Tag, e.Ready, e.Problems, e.Expected, e.Lines, entry.Actor, entry.At),
                    DrillsKept
                ),
            },
            _ => this,
        };
    }

    private LkgMove Move(LkgPointed e, JournalEntry entry) =>
        new(
            e.Component,
            e.From ?? Pointer(e.Component)?.To,
            e.Tag,
            e.Basis,
            entry.Actor,
            entry.At,
            e.Reason,
            e.Waived ?? []
        );

    private ImmutableList<(Component Component, string Tag)> Bake(BakeMarked e) =>
        e.Progress switch
        {
            BakeProgress.Done when !HasBaked(e.Component, e.Tag) => Add(Baked, (e.Component, e.Tag)),
            BakeProgress.Broken => Baked.Remove((e.Component, e.Tag)),
            _ => Baked,
        };

    private static ImmutableList<T> Add<T>(ImmutableList<T> all, T one, int kept = Kept)
    {
        var more = all.Add(one);
        return more.Count > kept ? more.RemoveAt(0) : more;
    }
}
