using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Releases;

/// <summary>
/// The schema as it is: the highest that any deployed release brought, since it only ever moves forward. It is known from the
/// releases' manifests; of one deployed past the pipeline from what its instances say. Else it is unknown (docs/adr/0005).
/// </summary>
/// <param name="Number">Null when no deployed release is registered.</param>
/// <param name="Brought">The registered releases that ran here, newest schema last.</param>
/// <param name="Unsafe">Of those, by tag, what of their scripts is not add-only.</param>
public sealed record RunningSchema(
    int? Number,
    IReadOnlyList<Release> Brought,
    IReadOnlyList<(string Tag, string Problem)> Unsafe
)
{
    /// <summary>Works it out.</summary>
    /// <param name="environment">What was deployed, whether it succeeded or not: its migrations may have run.</param>
    /// <param name="running">What the instances answer.</param>
    /// <param name="releases">Registered releases by tag.</param>
    /// <param name="looks">What was found of them.</param>
    public static RunningSchema Of(
        EnvironmentState environment,
        IEnumerable<string> running,
        IReadOnlyDictionary<string, Release> releases,
        IReadOnlyDictionary<string, ReleaseLook> looks
    )
    {
        ArgumentNullException.ThrowIfNull(environment);
        var brought = environment
            .Deployments.Select(deployment => deployment.Tag)
            .Concat(running)
            .Distinct(StringComparer.Ordinal)
            .Select(tag => releases.GetValueOrDefault(tag))
            .OfType<Release>()
            .OrderBy(release => release.Schema)
            .ThenBy(release => release.Tag, StringComparer.Ordinal)
            .ToList();
        return new(
            brought.Count == 0
                ? environment.Targets.Schema
                : Math.Max(brought[^1].Schema, environment.Targets.Schema ?? 0),
            brought,
            [
                .. brought
                    .Select(release =>
                        (
                            release.Tag,
                            Problem: looks.GetValueOrDefault(release.Tag)?.Scripts is { Problems: [var first, ..] }
                                ? first
                                : null
                        )
                    )
                    .Where(one => one.Problem is not null)
                    .Select(one => (one.Tag, one.Problem!)),
            ]
        );
    }

    /// <summary>Whether a release can run on it. What nobody knows is said and does not block.</summary>
    internal QualificationFact FactOf(Release target) =>
        Number is not { } running ? QualificationFact.Said("the running schema is not known")
        : target.Schema != running && !target.WorksWithSchema.Contains(running)
            ? QualificationFact.Wrong($"{target.Tag} does not work with schema {running}")
        : Broken(target) is { } broken ? QualificationFact.Wrong(broken)
        : QualificationFact.Right($"works with schema {running}");

    /// <summary>The manifest may say that it works: what was taken away after it says otherwise.</summary>
    private string? Broken(Release target) =>
        Brought
            .Where(release => release.Schema > target.Schema)
            .SelectMany(release => Unsafe.Where(one => one.Tag == release.Tag))
            .Select(one => $"{one.Tag} changed what {target.Tag} may need, its scripts are not add-only: {one.Problem}")
            .FirstOrDefault();
}
