using System.Text.Json;

namespace Mcpx.Sandbox.Shelf;

/// <summary>The folder of packed releases that the deployer takes artifacts from.</summary>
internal sealed class ReleaseShelf(string folder)
{
    public IEnumerable<string> Tags => Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)!);

    public string Folder(string tag) => Path.Combine(folder, tag);

    /// <summary>The release's manifest; null when the shelf does not have the tag.</summary>
    public ReleaseManifest? Find(string tag)
    {
        // Asked by comparing names: a tag comes from outside and must not walk through the file system.
        if (!Tags.Contains(tag, StringComparer.Ordinal))
            return null;
        var text = File.ReadAllText(Path.Combine(Folder(tag), "manifest.json"));
        return JsonSerializer.Deserialize<ReleaseManifest>(text, SandboxJson.Options);
    }

    /// <summary>Why the artifact must not be used; null when it is there and is what its manifest says.</summary>
    public string? Refusal(string tag, PortalComponent component)
    {
        if (Find(tag) is not { } manifest)
            return $"the shelf has no release {tag}";
        if (!manifest.Artifacts.TryGetValue(component.ToString(), out var artifact))
            return $"{tag} carries no {component} artifact";
        var path = Path.Combine(Folder(tag), artifact.Path);
        if (!Path.Exists(path))
            return $"artifact {artifact.Path} of {tag} is missing";
        var actual = Digest.Of(path);
        return string.Equals(actual, artifact.Sha256, StringComparison.Ordinal)
            ? null
            : $"artifact {artifact.Path} of {tag} has sha256 {actual}, its manifest says {artifact.Sha256}";
    }
}
