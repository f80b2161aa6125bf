using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Releases;

/// <summary>On whose word a pointer stands where it does.</summary>
public enum LkgBasis
{
    /// <summary>The configuration names it: where a pointer starts, or its configured value was changed.</summary>
    Configuration,

    /// <summary>It lived through its bake.</summary>
    Bake,

    /// <summary>A person promoted it.</summary>
    Person,
}

/// <summary>
/// A Decision Owner stands in for what a target lacks: for this environment, component and tag alone, and for a while.
/// </summary>
/// <param name="Component">Of which component.</param>
/// <param name="Tag">Which release.</param>
/// <param name="Gaps">What is stood in for; nothing that goes missing later.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">When it ends.</param>
public sealed record TargetOverridden(
    Component Component,
    string Tag,
    IReadOnlyList<TargetGap> Gaps,
    string Reason,
    DateTimeOffset Until
) : IEvent;

/// <summary>How far a release's bake is.</summary>
public enum BakeProgress
{
    /// <summary>It goes on.</summary>
    Baking,

    /// <summary>It begins anew.</summary>
    Broken,

    /// <summary>It was lived through.</summary>
    Done,
}

/// <summary>How far a release's bake is; written now and then, so that a restart goes on and people see it.</summary>
/// <param name="Component">Of which component.</param>
/// <param name="Tag">Which release.</param>
/// <param name="Since">When this bake began.</param>
/// <param name="Lived">How much of it was seen well; gaps left out.</param>
/// <param name="Progress">How it stands.</param>
/// <param name="Why">Why it begins anew; null otherwise.</param>
public sealed record BakeMarked(
    Component Component,
    string Tag,
    DateTimeOffset Since,
    TimeSpan Lived,
    BakeProgress Progress,
    string? Why = null
) : IEvent;

/// <summary>
/// An instance whose release is not registered says which schema it runs on: all that is known of the schema, where a release
/// came past the pipeline.
/// </summary>
/// <param name="Instance">Which instance.</param>
/// <param name="Tag">What it runs.</param>
/// <param name="Schema">The schema's number, one that a registered release brings.</param>
public sealed record SchemaSeen(string Instance, string Tag, int Schema) : IEvent;

/// <summary>Somebody wants a drill; the watchdog that leads makes it.</summary>
/// <param name="Id">Unique in the environment.</param>
/// <param name="Component">Of which component.</param>
/// <param name="Tag">To which release; null for the LKG.</param>
public sealed record DrillAsked(string Id, Component Component, string? Tag) : IEvent;

/// <summary>A rollback was gone through without touching anything.</summary>
/// <param name="Id">As in <see cref="DrillAsked"/>, or one of its own where nobody had to ask.</param>
/// <param name="Component">Of which component.</param>
/// <param name="Tag">To which release; empty when there is none to go back to.</param>
/// <param name="Ready">Whether it could have been run.</param>
/// <param name="Problems">What stood in the way.</param>
/// <param name="Expected">How long it should take.</param>
/// <param name="Lines">What would have been done, as it was printed.</param>
public sealed record DrillHeld(
    string Id,
    Component Component,
    string Tag,
    bool Ready,
    IReadOnlyList<string> Problems,
    TimeSpan Expected,
    IReadOnlyList<string> Lines
) : IEvent;

/// <summary>One move of a pointer.</summary>
/// <param name="Component">Of which component.</param>
/// <param name="From">What it was; null when there was none.</param>
/// <param name="To">What it is from then on.</param>
/// <param name="Basis">On whose word.</param>
/// <param name="By">Who did it.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why.</param>
/// <param name="Waived">What the Decision Owner stood in for; empty for nothing.</param>
public sealed record LkgMove(
    Component Component,
    string? From,
    string To,
    LkgBasis Basis,
    Actor By,
    DateTimeOffset At,
    string Reason,
    IReadOnlyList<TargetGap> Waived
);

/// <summary>An override as it stands.</summary>
/// <param name="Component">Of which component.</param>
/// <param name="Tag">Which release.</param>
/// <param name="Gaps">What is stood in for.</param>
/// <param name="By">Who.</param>
/// <param name="At">Since when.</param>
/// <param name="Until">Until when.</param>
/// <param name="Reason">Why.</param>
public sealed record TargetOverride(
    Component Component,
    string Tag,
    IReadOnlyList<TargetGap> Gaps,
    Actor By,
    DateTimeOffset At,
    DateTimeOffset Until,
    string Reason
);

/// <summary>The newest that is written of a component's bake.</summary>
/// <param name="Tag">Which release.</param>
/// <param name="Since">When the bake began.</param>
/// <param name="Lived">How much of it was seen well.</param>
/// <param name="Progress">How it stands.</param>
/// <param name="Why">Why it begins anew; null otherwise.</param>
/// <param name="At">When that was written.</param>
public sealed record BakeMark(
    string Tag,
    DateTimeOffset Since,
    TimeSpan Lived,
    BakeProgress Progress,
    string? Why,
    DateTimeOffset At
);

/// <summary>A drill that was asked for and not held yet.</summary>
/// <param name="Id">Unique in the environment.</param>
/// <param name="Component">Of which component.</param>
/// <param name="Tag">To which release; null for the LKG.</param>
/// <param name="By">Who asked.</param>
/// <param name="At">When.</param>
public sealed record DrillWish(string Id, Component Component, string? Tag, Actor By, DateTimeOffset At);

/// <summary>A drill that was held.</summary>
/// <param name="Id">Unique in the environment.</param>
/// <param name="Component">Of which component.</param>
/// <param name="Tag">To which release; empty when there was none.</param>
/// <param name="Ready">Whether it could have been run.</param>
/// <param name="Problems">What stood in the way.</param>
/// <param name="Expected">How long it should take.</param>
/// <param name="Lines">What would have been done.</param>
/// <param name="By">Who held it.</param>
/// <param name="At">When.</param>
public sealed record Drill(
    string Id,
    Component Component,
    string Tag,
    bool Ready,
    IReadOnlyList<string> Problems,
    TimeSpan Expected,
    IReadOnlyList<string> Lines,
    Actor By,
    DateTimeOffset At
);
