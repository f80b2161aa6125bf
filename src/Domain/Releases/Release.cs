using Mcpx.Domain.Journal;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Releases;

/// <summary>A release as its manifest describes it.</summary>
/// <param name="Tag">Its name, for example <c>v1.8.2</c>.</param>
/// <param name="BuiltAt">When it was built.</param>
/// <param name="Contract">Number of the API contract between Web and Api.</param>
/// <param name="Schema">The database schema it brings.</param>
/// <param name="WorksWithSchema">Schemas it can run on; the schema is add-only (runbook section 8).</param>
/// <param name="Coupled">Whether Api and Web must go together.</param>
/// <param name="Artifacts">What it carries, per component.</param>
/// <param name="Migrations">Schema migrations it ships, oldest first.</param>
/// <param name="EvidencePack">Path or address of its evidence pack; null when it has none.</param>
public sealed record Release(
    string Tag,
    DateTimeOffset BuiltAt,
    int Contract,
    int Schema,
    IReadOnlyList<int> WorksWithSchema,
    bool Coupled,
    IReadOnlyDictionary<Component, Artifact> Artifacts,
    IReadOnlyList<string> Migrations,
    string? EvidencePack
)
{
    /// <summary>
    /// Whether its Api serves another release's Web. The contract grows by adding, as the schema does: an Api serves Webs of
    /// its own contract and older ones. What an addition breaks all the same is declared as <see cref="Coupled"/>.
    /// </summary>
    public bool Serves(Release web)
    {
        ArgumentNullException.ThrowIfNull(web);
        return web.Contract <= Contract;
    }
}

/// <summary>One deployable file or folder.</summary>
/// <param name="Path">Relative to the release's folder.</param>
/// <param name="Sha256">Its digest, lower-case hexadecimal.</param>
public sealed record Artifact(string Path, string Sha256);

/// <summary>A release became known.</summary>
public sealed record ReleaseRegistered(Release Release) : IEvent;
