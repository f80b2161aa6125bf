namespace Mcpx.Sandbox.Shelf;

/// <summary>What a release's developers say about it; <c>release.json</c> beside its code.</summary>
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
);

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
