namespace Mcpx.Sandbox.Shelf;

/// <summary>What a release's developers say about it; <c>release.json</c> beside its code, its migrations in a folder there.</summary>
internal sealed record ReleaseNote(
    string Tag,
    DateTimeOffset BuiltAt,
    int Contract,
    int Schema,
    IReadOnlyList<int> WorksWithSchema,
    bool Coupled,
    IReadOnlyList<PortalComponent> Components,
    bool EvidenceComplete,
    string Notes
)
{
    /// <summary>What its migrations break, by the portal's name of the fault; null for nothing. The developers found out later.</summary>
    public string? Breaks { get; init; }

    /// <summary>What its migrations mend; null for nothing.</summary>
    public string? Mends { get; init; }
}

/// <summary>One artifact on the shelf: a file or a folder, and its digest.</summary>
internal sealed record Artifact(string Path, string Sha256);

/// <summary>A release on the shelf; <c>manifest.json</c> in its folder.</summary>
internal sealed record ReleaseManifest(
    string Tag,
    DateTimeOffset BuiltAt,
    int Contract,
    int Schema,
    IReadOnlyList<int> WorksWithSchema,
    bool Coupled,
    IReadOnlyDictionary<string, Artifact> Artifacts,
    IReadOnlyList<string> Migrations,
    string EvidencePack,
    string Notes
);
