using Mcpx.Domain.Journal;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Releases;

/// <summary>What was found where a release's artifact should be.</summary>
/// <param name="Component">Whose artifact.</param>
/// <param name="Sha256">Digest of what is there; null when nothing is.</param>
public sealed record ArtifactFinding(Component Component, string? Sha256)
{
    /// <summary>What was found of the release's evidence pack; null when nobody looked.</summary>
    public EvidenceState? Evidence { get; init; }
}

/// <summary>What was found where a release's evidence pack should be.</summary>
public enum EvidenceState
{
    /// <summary>The release names none.</summary>
    None,

    /// <summary>It is an address, which nobody looks at.</summary>
    Elsewhere,

    /// <summary>It is there, and says nothing of being complete.</summary>
    Present,

    /// <summary>It is there and says <c>"complete": true</c>.</summary>
    Complete,

    /// <summary>It is there and says <c>"complete": false</c>.</summary>
    Incomplete,

    /// <summary>Nothing is there.</summary>
    Missing,

    /// <summary>It is there and cannot be read.</summary>
    Unreadable,
}

/// <summary>What <c>lint-migrations</c> said of a release's scripts, all of them together.</summary>
/// <param name="Sha256">Digest of the scripts' folder; null when it is not there.</param>
/// <param name="Problems">What is not add-only, as <c>0119.sql:2 MIG010 …</c>; the first few.</param>
/// <param name="NotJudged">Why nobody knows; null when they were judged.</param>
public sealed record ScriptsFinding(string? Sha256, IReadOnlyList<string> Problems, string? NotJudged);

/// <summary>What lies in a release's folder.</summary>
/// <param name="Artifacts">Of every component that it carries.</param>
/// <param name="Evidence">Of its evidence pack.</param>
/// <param name="Scripts">Of its migrations; null when it names none.</param>
public sealed record ReleaseLook(
    IReadOnlyList<ArtifactFinding> Artifacts,
    EvidenceState Evidence,
    ScriptsFinding? Scripts
)
{
    /// <summary>What was found of a component's artifact; null when nobody looked for one.</summary>
    public ArtifactFinding? Of(Component component) =>
        Artifacts.FirstOrDefault(finding => finding.Component == component) is { } found
            ? found with
            {
                Evidence = Evidence,
            }
            : null;
}

/// <summary>A release's folder was looked at, and is not as it was. Stands on the release's stream.</summary>
/// <param name="Tag">Which release.</param>
/// <param name="Look">What lies there now.</param>
public sealed record ReleaseLooked(string Tag, ReleaseLook Look) : IEvent;
