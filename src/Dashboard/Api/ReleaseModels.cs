using Mcpx.Domain.Incidents;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;

namespace Mcpx.Dashboard.Api;

/// <summary>A registered release as the API tells of it.</summary>
/// <param name="Tag">Its name.</param>
/// <param name="BuiltAt">When it was built.</param>
/// <param name="Contract">Number of its API contract.</param>
/// <param name="Schema">The database schema it brings.</param>
/// <param name="WorksWithSchema">Schemas it can run on.</param>
/// <param name="Coupled">Whether Api and Web go together.</param>
/// <param name="Artifacts">What it carries, per component.</param>
/// <param name="Migrations">Schema migrations it ships.</param>
/// <param name="EvidencePack">Where its evidence is; null when it names none.</param>
/// <param name="Found">What lies in its folder; null before the watchdog looked.</param>
/// <param name="Lkg">Where it is the LKG, as <c>Prod Api</c>.</param>
/// <param name="Running">Where it was deployed last and did not fail, as <c>Prod Api</c>.</param>
/// <param name="Quarantined">Where it was rolled back, as <c>Prod Api</c>.</param>
public sealed record ReleaseAnswer(
    string Tag,
    DateTimeOffset BuiltAt,
    int Contract,
    int Schema,
    IReadOnlyList<int> WorksWithSchema,
    bool Coupled,
    IReadOnlyDictionary<Component, Artifact> Artifacts,
    IReadOnlyList<string> Migrations,
    string? EvidencePack,
    ReleaseLook? Found,
    IReadOnlyList<string> Lkg,
    IReadOnlyList<string> Running,
    IReadOnlyList<string> Quarantined
);

/// <summary>Rollback readiness of one component (docs/releases.md).</summary>
/// <param name="Environment">Where.</param>
/// <param name="Component">Api or Web.</param>
/// <param name="Running">What it was deployed last; null when nothing is known.</param>
/// <param name="Tag">Where it would go back to; null when there is nothing.</param>
/// <param name="Word">Ready, NeedsOverride or Blocked.</param>
/// <param name="Sentence">All of it in one line.</param>
/// <param name="Facts">Every fact, in the order a person reads it.</param>
/// <param name="LastDrill">The newest drill of it; null when none was held.</param>
/// <param name="Bake">The newest that is written of the running release's bake; null when nothing is.</param>
/// <param name="Targets">Other releases, ranked.</param>
/// <param name="History">Moves of the pointer, the newest first.</param>
public sealed record ReadinessAnswer(
    string Environment,
    Component Component,
    string? Running,
    string? Tag,
    ReadinessWord Word,
    string Sentence,
    IReadOnlyList<QualificationFact> Facts,
    DrillAnswer? LastDrill,
    BakeMark? Bake,
    IReadOnlyList<TargetAnswer> Targets,
    IReadOnlyList<LkgMove> History
);

/// <summary>Another release that people may choose.</summary>
/// <param name="Tag">The release.</param>
/// <param name="Ready">Whether it could be proposed as it stands.</param>
/// <param name="Blocked">Whether something blocks it that nobody may stand in for.</param>
/// <param name="Reason">Why it stands where it does.</param>
public sealed record TargetAnswer(string Tag, bool Ready, bool Blocked, string Reason);

/// <summary>A drill.</summary>
/// <param name="Id">Unique in the environment.</param>
/// <param name="Held">Whether it was held; false while the watchdog has it before it.</param>
/// <param name="Component">Of which component.</param>
/// <param name="Tag">To which release; null when there was none, or none was named and it was not held yet.</param>
/// <param name="Ready">Whether it could have been run; null before it was held.</param>
/// <param name="Problems">What stood in the way.</param>
/// <param name="ExpectedSeconds">How long it should take.</param>
/// <param name="Lines">What would have been done.</param>
/// <param name="By">Who held or asked for it.</param>
/// <param name="At">When.</param>
public sealed record DrillAnswer(
    string Id,
    bool Held,
    Component Component,
    string? Tag,
    bool? Ready,
    IReadOnlyList<string> Problems,
    int ExpectedSeconds,
    IReadOnlyList<string> Lines,
    Actor By,
    DateTimeOffset At
)
{
    internal static DrillAnswer Of(Drill drill) =>
        new(
            drill.Id,
            Held: true,
            drill.Component,
            drill.Tag.Length > 0 ? drill.Tag : null,
            drill.Ready,
            drill.Problems,
            (int)drill.Expected.TotalSeconds,
            drill.Lines,
            drill.By,
            drill.At
        );

    internal static DrillAnswer Of(DrillWish wish) =>
        new(wish.Id, Held: false, wish.Component, wish.Tag, Ready: null, [], 0, [], wish.By, wish.At);
}

/// <summary>Names a rollback target and says why.</summary>
/// <param name="Component">Api or Web.</param>
/// <param name="Tag">The release.</param>
/// <param name="Reason">Why, 3 to 500 characters.</param>
public sealed record TargetRequest(Component Component, string? Tag, string? Reason);

/// <summary>Wants a drill.</summary>
/// <param name="Component">Api or Web.</param>
/// <param name="Tag">To which release; the LKG when it is left out.</param>
public sealed record DrillRequest(Component Component, string? Tag = null);
