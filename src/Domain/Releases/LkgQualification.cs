using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Releases;

/// <summary>
/// Whether a release may be rolled back to: artifact present with the right digest and able to run on the schema as it
/// is (these block), evidence complete and its bake lived through (a Decision Owner may stand in for these).
/// </summary>
/// <param name="Facts">Everything checked, in the order a person reads it.</param>
public sealed record LkgQualification(IReadOnlyList<QualificationFact> Facts)
{
    /// <summary>Whether nothing blocks.</summary>
    public bool Qualified => Facts.All(fact => fact.Holds || !fact.Blocks);

    /// <summary>Whether nothing blocks and nothing is missing that a Decision Owner has to stand in for.</summary>
    public bool Proposable => Facts.All(fact => !fact.IsOpen);

    /// <summary>What a Decision Owner has to stand in for before it is proposed.</summary>
    public IReadOnlyList<QualificationFact> Missing =>
        [.. Facts.Where(fact => fact is { IsOpen: true, Gap: not null, Blocks: false })];

    /// <summary>One line: all facts when qualified, else what blocks.</summary>
    public string Text =>
        string.Join(
            ", ",
            Qualified
                ? Facts.Select(fact => fact.Sentence)
                : Facts.Where(fact => fact is { Holds: false, Blocks: true }).Select(fact => fact.Text)
        );

    /// <summary>Checks a target.</summary>
    /// <param name="tag">The tag the pointer names; null when the environment has none.</param>
    /// <param name="target">The registered release; null when unknown.</param>
    /// <param name="component">The component to restore.</param>
    /// <param name="finding">What was found of its artifact.</param>
    /// <param name="schema">The schema as it is; null when it is not known.</param>
    public static LkgQualification Of(
        string? tag,
        Release? target,
        Component component,
        ArtifactFinding? finding,
        int? schema
    ) => On(tag, target, component, finding, new RunningSchema(schema, [], []));

    /// <summary>Checks a target, its schema against the scripts of what was deployed since as well.</summary>
    /// <param name="tag">The tag the pointer names; null when the environment has none.</param>
    /// <param name="target">The registered release; null when unknown.</param>
    /// <param name="component">The component to restore.</param>
    /// <param name="finding">What was found of its artifact.</param>
    /// <param name="schema">The schema as it is, and which releases brought it there.</param>
    public static LkgQualification On(
        string? tag,
        Release? target,
        Component component,
        ArtifactFinding? finding,
        RunningSchema schema
    )
    {
        ArgumentNullException.ThrowIfNull(schema);
        if (tag is null)
        {
            return new([QualificationFact.Wrong($"no LKG for {component}")]);
        }

        if (target is null)
        {
            return new([QualificationFact.Wrong($"release {tag} is not registered")]);
        }

        return target.Artifacts.TryGetValue(component, out var artifact)
            ? new([
                DigestFact(tag, component, artifact, finding),
                schema.FactOf(target),
                EvidenceFact(tag, target, finding?.Evidence),
            ])
            : new([QualificationFact.Wrong($"{tag} carries no {component} artifact")]);
    }

    private static QualificationFact DigestFact(
        string tag,
        Component component,
        Artifact artifact,
        ArtifactFinding? finding
    ) =>
        finding?.Sha256 is not { } actual ? QualificationFact.Wrong($"{component} artifact of {tag} is missing")
        : string.Equals(actual, artifact.Sha256, StringComparison.OrdinalIgnoreCase)
            ? QualificationFact.Right("artifact present, digest right")
        : QualificationFact.Wrong(
            $"{component} artifact of {tag} has digest {Short(actual)}, not {Short(artifact.Sha256)}"
        );

    private static string Short(string digest) => digest.Length > 8 ? digest[..8] : digest;

    /// <summary>What a recording or a test tells nothing of is taken by the manifest's word.</summary>
    private static QualificationFact EvidenceFact(string tag, Release target, EvidenceState? found) =>
        (target.EvidencePack is null ? EvidenceState.None : found) switch
        {
            null or EvidenceState.Present => QualificationFact.Said("evidence pack present", holds: true),
            EvidenceState.Elsewhere => QualificationFact.Said("evidence pack named, not looked at", holds: true),
            EvidenceState.Complete => QualificationFact.Said("evidence complete", holds: true),
            EvidenceState.Incomplete => Lacks($"evidence of {tag} is incomplete"),
            EvidenceState.Missing => Lacks($"evidence pack of {tag} is missing"),
            EvidenceState.Unreadable => Lacks($"evidence pack of {tag} cannot be read"),
            _ => Lacks($"{tag} has no evidence pack"),
        };

    private static QualificationFact Lacks(string text) =>
        QualificationFact.Said(text) with
        {
            Gap = TargetGap.Evidence,
        };
}
