namespace Mcpx.Domain.Evidence;

/// <summary>
/// What an evidence pack contains and what it should contain and does not: <c>manifest.json</c> at the zip's root.
/// </summary>
/// <param name="Incident">The incident.</param>
/// <param name="Environment">Where.</param>
/// <param name="Part">Counts the packs of the incident, from 1.</param>
/// <param name="SealedAt">When.</param>
/// <param name="Files">Every other file of the zip.</param>
/// <param name="Missing">Every line of runbook section 11 that is not covered, with why.</param>
public sealed record EvidenceManifest(
    string Incident,
    string Environment,
    int Part,
    DateTimeOffset SealedAt,
    IReadOnlyList<EvidenceFile> Files,
    IReadOnlyList<MissingEvidence> Missing
);

/// <summary>One file of the pack.</summary>
/// <param name="Path">Within the zip.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Source">Where the facts come from.</param>
public sealed record EvidenceFile(string Path, string Sha256, long Bytes, string Source);

/// <summary>Something that should be there.</summary>
public sealed record MissingEvidence(string What, string Why);
