using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Releases;

/// <summary>What was found where a release's artifact should be.</summary>
/// <param name="Component">Whose artifact.</param>
/// <param name="Sha256">Digest of what is there; null when nothing is.</param>
public sealed record ArtifactFinding(Component Component, string? Sha256);

/// <summary>One fact about a rollback target.</summary>
/// <param name="Text">For a person.</param>
/// <param name="Holds">Whether it is as it should be.</param>
/// <param name="Blocks">Whether a rollback is impossible while it does not hold.</param>
public sealed record QualificationFact(string Text, bool Holds, bool Blocks);

/// <summary>
/// Whether a release may be rolled back to: artifact present with the right digest and able to run on the schema as it
/// is (these block), evidence complete (this does not).
/// </summary>
/// <param name="Facts">Everything checked, in the order a person reads it.</param>
public sealed record LkgQualification(IReadOnlyList<QualificationFact> Facts)
{
    /// <summary>Whether nothing blocks.</summary>
    public bool Qualified => Facts.All(fact => fact.Holds || !fact.Blocks);

    /// <summary>One line: all facts when qualified, else what blocks.</summary>
    public string Text =>
        string.Join(
            ", ",
            Qualified
                ? Facts.Select(fact => fact.Text)
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
    )
    {
        if (tag is null)
        {
            return new([new($"no LKG for {component}", Holds: false, Blocks: true)]);
        }

        if (target is null)
        {
            return new([new($"release {tag} is not registered", Holds: false, Blocks: true)]);
        }

        if (!target.Artifacts.TryGetValue(component, out var artifact))
        {
            return new([new($"{tag} carries no {component} artifact", Holds: false, Blocks: true)]);
        }

        return new([
            DigestFact(tag, component, artifact, finding),
            SchemaFact(tag, target, schema),
            target.EvidencePack is null
                ? new($"{tag} has no evidence pack", Holds: false, Blocks: false)
                : new("evidence pack present", Holds: true, Blocks: false),
        ]);
    }

    private static QualificationFact DigestFact(
        string tag,
        Component component,
        Artifact artifact,
        ArtifactFinding? finding
    ) =>
        finding?.Sha256 is not { } actual ? new($"{component} artifact of {tag} is missing", Holds: false, Blocks: true)
        : string.Equals(actual, artifact.Sha256, StringComparison.OrdinalIgnoreCase)
            ? new("artifact present, digest right", Holds: true, Blocks: true)
        : new(
            $"{component} artifact of {tag} has digest {Short(actual)}, not {Short(artifact.Sha256)}",
            Holds: false,
            Blocks: true
        );

    private static string Short(string digest) => digest.Length > 8 ? digest[..8] : digest;

    private static QualificationFact SchemaFact(string tag, Release target, int? schema) =>
        schema is not { } running ? new("the running schema is not known", Holds: false, Blocks: false)
        : target.Schema == running || target.WorksWithSchema.Contains(running)
            ? new($"works with schema {running}", Holds: true, Blocks: true)
        : new($"{tag} does not work with schema {running}", Holds: false, Blocks: true);
}
