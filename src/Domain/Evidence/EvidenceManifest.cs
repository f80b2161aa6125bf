namespace Mcpx.Domain.Evidence;

/// <summary>
/// What an evidence pack contains and what it should contain and does not: <c>manifest.json</c> at the zip's root.
/// </summary>
/// <param name="Incident">The incident.</param>
/// <param name="Environment">Where.</param>
/// <param name="Part">Counts the packs of the incident, from 1.</param>
/// <param name="SealedAt">When.</param>
/// <param name="Files">Every other file of the zip, by path.</param>
/// <param name="Missing">Every line that should be covered and is not, with why.</param>
public sealed record EvidenceManifest(
    string Incident,
    string Environment,
    int Part,
    DateTimeOffset SealedAt,
    IReadOnlyList<EvidenceFile> Files,
    IReadOnlyList<MissingEvidence> Missing
)
{
    /// <summary>The manifest's name in the zip, where it stands last.</summary>
    public const string FileName = "manifest.json";

    /// <summary>The newest format that this program writes and reads.</summary>
    public const int NewestFormat = 1;

    /// <summary>The format of zip and manifest (docs/evidence.md).</summary>
    public int Format { get; init; } = NewestFormat;

    /// <summary>Whether the incident was over when this was sealed: measured files of an ended incident are final.</summary>
    public bool Ended { get; init; }

    /// <summary>The incident's version that this covers.</summary>
    public int Version { get; init; }

    /// <summary>The journal's position up to which the incident's events were taken.</summary>
    public long Through { get; init; }

    /// <summary>The part before; null in the first.</summary>
    public EvidencePart? Previous { get; init; }

    /// <summary>Every line of runbook section 11, and what goes beyond it, with where it stands.</summary>
    public IReadOnlyList<EvidenceLine> Lines { get; init; } = [];
}

/// <summary>A part of an incident's evidence.</summary>
/// <param name="Part">Its number.</param>
/// <param name="Sha256">Digest of its zip.</param>
/// <param name="SealedAt">When.</param>
public sealed record EvidencePart(int Part, string Sha256, DateTimeOffset SealedAt);

/// <summary>One file of the pack.</summary>
/// <param name="Path">Within the zip.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Source">Where the facts come from.</param>
public sealed record EvidenceFile(string Path, string Sha256, long Bytes, string Source)
{
    /// <summary>The line it belongs to, one of <see cref="EvidenceLines"/>.</summary>
    public string Line { get; init; } = "";

    /// <summary>The part in which it first stood as it is.</summary>
    public int Part { get; init; }

    /// <summary>Digest of its bytes as they lie in the zip, packed or not.</summary>
    public string PackedSha256 { get; init; } = "";
}

/// <summary>Something that should be there.</summary>
public sealed record MissingEvidence(string What, string Why);
