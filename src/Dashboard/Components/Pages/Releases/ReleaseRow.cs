using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;

namespace Mcpx.Dashboard.Components.Pages.Releases;

/// <summary>One registered release.</summary>
/// <param name="Tag">Its name.</param>
/// <param name="BuiltAt">When it was built.</param>
/// <param name="Kind">"contract 30, schema 118", and whether Api and Web go together.</param>
/// <param name="Folder">What lies in its folder; what is wrong there, in words.</param>
/// <param name="Sound">Whether nothing is wrong there.</param>
/// <param name="Where">Where it runs, is the LKG or was rolled back.</param>
public sealed record ReleaseRow(
    string Tag,
    DateTimeOffset BuiltAt,
    string Kind,
    string Folder,
    bool Sound,
    IReadOnlyList<string> Where
)
{
    /// <summary>Its rollbacks, the newest first.</summary>
    public IReadOnlyList<RollbackNoted> RolledBack { get; init; } = [];

    internal static IReadOnlyList<ReleaseRow> Of(JournalState state, IReadOnlyList<TargetCard> targets) =>
        [
            .. state
                .Releases.Values.OrderByDescending(release => release.BuiltAt)
                .ThenBy(release => release.Tag, StringComparer.Ordinal)
                .Select(release =>
                {
                    var wrong = WrongWith(release, state.Looks.GetValueOrDefault(release.Tag));
                    return new ReleaseRow(
                        release.Tag,
                        release.BuiltAt,
                        FormattableString.Invariant($"contract {release.Contract}, schema {release.Schema}")
                            + (release.Coupled ? ", Api and Web together" : ""),
                        wrong.Count == 0 ? "artifacts and evidence present" : string.Join(", ", wrong),
                        wrong.Count == 0,
                        [.. targets.SelectMany(target => PlacesOf(state, target, release.Tag))]
                    )
                    {
                        RolledBack = [.. state.RollbackNotes.GetValueOrDefault(release.Tag, []).Reverse()],
                    };
                }),
        ];

    private static IEnumerable<string> PlacesOf(JournalState state, TargetCard target, string tag)
    {
        if (target.Line.Running == tag)
        {
            yield return $"runs on {target.Where}";
        }

        if (target.Line.Tag == tag)
        {
            yield return $"LKG of {target.Where}";
        }

        if (state.Environment(target.Line.Environment).Quarantined.Contains((target.Line.Component, tag)))
        {
            yield return $"rolled back from {target.Where}";
        }
    }

    private static List<string> WrongWith(Release release, ReleaseLook? look)
    {
        if (look is null)
        {
            return ["not looked at yet"];
        }

        var wrong = release
            .Artifacts.Where(artifact =>
                !string.Equals(look.Of(artifact.Key)?.Sha256, artifact.Value.Sha256, StringComparison.OrdinalIgnoreCase)
            )
            .OrderBy(artifact => artifact.Key)
            .Select(artifact =>
                $"{artifact.Key} artifact {(look.Of(artifact.Key)?.Sha256 is null ? "missing" : "has another digest")}"
            )
            .ToList();
        if (look.Evidence is not (EvidenceState.Present or EvidenceState.Complete or EvidenceState.Elsewhere))
        {
            wrong.Add(
                look.Evidence == EvidenceState.None ? "no evidence" : $"evidence {look.Evidence}".ToLowerInvariant()
            );
        }

        if (look.Scripts is { Problems: [var first, ..] })
        {
            wrong.Add($"scripts not add-only: {first}");
        }
        else if (look.Scripts?.NotJudged is { } why)
        {
            wrong.Add($"scripts not judged: {why}");
        }

        return wrong;
    }
}
