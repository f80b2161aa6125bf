using System.Text.Json;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Redaction;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Releases;

namespace Mcpx.Watchdog.Configuration;

/// <summary>The folder with one sub-folder a release, each with its manifest and artifacts.</summary>
internal sealed class ReleaseFolder(string path)
{
    /// <summary>Every release whose manifest can be read, by tag; the rest by path with the problem.</summary>
    public (IReadOnlyDictionary<string, Release> Releases, IReadOnlyList<string> Problems) Read()
    {
        var releases = new SortedDictionary<string, Release>(StringComparer.Ordinal);
        var problems = new List<string>();
        if (!Directory.Exists(path))
        {
            return (releases, [$"{path} does not exist"]);
        }

        // Only directly below a release's folder: a web artifact may well have a manifest.json of its own.
        var manifests = Directory
            .EnumerateDirectories(path)
            .Select(folder => Path.Combine(folder, "manifest.json"))
            .Where(File.Exists);
        foreach (var manifest in manifests)
        {
            try
            {
                var release = JsonSerializer.Deserialize<Release>(File.ReadAllBytes(manifest), EventBody.Json);
                if (
                    release is { Tag.Length: > 0, Artifacts: not null, Migrations: not null, WorksWithSchema: not null }
                    && release.Artifacts.Values.All(artifact => artifact is { Path.Length: > 0, Sha256.Length: > 0 })
                )
                {
                    releases[release.Tag] = Clean(release);
                }
                else
                {
                    problems.Add(
                        $"{manifest}: tag, artifacts (path and sha256), migrations and worksWithSchema are needed"
                    );
                }
            }
            catch (Exception problem) when (problem is JsonException or IOException or UnauthorizedAccessException)
            {
                problems.Add($"{manifest}: {problem.Message}");
            }
        }

        return (releases, problems);
    }

    /// <summary>What lies where an artifact should be, and the evidence beside it; no digest when nothing does.</summary>
    public ArtifactFinding Find(Release release, Component component)
    {
        var evidence = EvidencePack.Find(FolderOf(release), release.EvidencePack);
        if (!release.Artifacts.TryGetValue(component, out var artifact))
        {
            return new(component, Sha256: null) { Evidence = evidence };
        }

        try
        {
            return new(component, ArtifactDigest.Of(PlaceOf(release, artifact))) { Evidence = evidence };
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // What we cannot read is not there for a rollback either.
            return new(component, Sha256: null) { Evidence = evidence };
        }
    }

    /// <summary>Everything that lies in a release's folder but for its scripts, which take a program to judge.</summary>
    public ReleaseLook Look(Release release) =>
        new(
            [.. release.Artifacts.Keys.Order().Select(component => Find(release, component) with { Evidence = null })],
            EvidencePack.Find(FolderOf(release), release.EvidencePack),
            Scripts: null
        );

    /// <summary>Changes with whatever is written to a release's folder, as far as the file system tells.</summary>
    public string StampOf(Release release)
    {
        try
        {
            var folder = new DirectoryInfo(FolderOf(release));
            if (!folder.Exists)
            {
                return "missing";
            }

            var (count, bytes, newest) = (0L, 0L, DateTime.MinValue);
            foreach (var file in folder.EnumerateFiles("*", SearchOption.AllDirectories))
            {
                (count, bytes) = (count + 1, bytes + file.Length);
                newest = file.LastWriteTimeUtc > newest ? file.LastWriteTimeUtc : newest;
            }

            return FormattableString.Invariant($"{count} {bytes} {newest.Ticks}");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return problem.Message;
        }
    }

    /// <summary>
    /// The address of an evidence pack may be signed, and nobody follows it here. Taken out as it is read: the journal would, and
    /// the manifest would look like another one at every start.
    /// </summary>
    private static Release Clean(Release release) =>
        release.EvidencePack is { } address
            ? release with
            {
                EvidencePack = ShapeRedaction.Instance.Redact(address),
            }
            : release;

    /// <summary>A release's folder.</summary>
    public string FolderOf(Release release) => Path.Combine(path, release.Tag);

    /// <summary>Where an artifact of a release lies, or should.</summary>
    public string PlaceOf(Release release, Artifact artifact) => Path.Combine(FolderOf(release), artifact.Path);
}
