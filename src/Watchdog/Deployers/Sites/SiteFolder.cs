using Mcpx.Domain.Rollback;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Deployers.Sites;

/// <summary>
/// The folders of a static site: <c>current</c>, a link, and under <c>releases</c> each published release, complete or not there at
/// all, since it is copied aside first.
/// </summary>
internal sealed class SiteFolder(string root)
{
    private const int DigitsOfAName = 12;

    private string Link => Path.Combine(root, "current");

    private string Releases => Path.Combine(root, "releases");

    /// <summary>Where a release is published; named by its digest too, so that a changed one never passes for it.</summary>
    public string PlaceOf(DeployOrder order) => Path.Combine(Releases, NameOf(order));

    /// <summary>Whether the web server is led to a place.</summary>
    public bool Serves(string place) =>
        new DirectoryInfo(Link) is { LinkTarget: { } target }
        && Path.GetFullPath(target, root) == Path.GetFullPath(place);

    /// <summary>Why nothing can be published here; null when nothing is known that speaks against it.</summary>
    public string? Problem(DeployOrder order)
    {
        if (OperatingSystem.IsWindows())
        {
            return "A static site is published by replacing a link, which needs a Unix.";
        }

        if (!Directory.Exists(root))
        {
            return $"{root} is not there. Is it mounted?";
        }

        if (!IsName(order.Tag))
        {
            return $"The tag {order.Tag} cannot be the name of a folder.";
        }

        var link = new DirectoryInfo(Link);
        if (File.Exists(Link) || link is { Exists: true, LinkTarget: null })
        {
            return $"{Link} is no link. Move it below {Releases} and put a link to it in its place, once.";
        }

        var place = PlaceOf(order);
        return Directory.Exists(place) && ArtifactDigest.Of(place) != order.Sha256
            ? $"{place} was changed after it was published. Remove it, then retry: it is published anew."
            : null;
    }

    /// <summary>Copies an artifact to its place unless it is there.</summary>
    /// <returns>Null when it is there, complete and with the approved digest; else what came out instead.</returns>
    public string? Publish(string artifact, DeployOrder order, CancellationToken cancellation)
    {
        var place = PlaceOf(order);
        if (Directory.Exists(place))
        {
            return null;
        }

        var aside = Path.Combine(Releases, $".{order.Key}");
        if (Directory.Exists(aside))
        {
            Directory.Delete(aside, recursive: true);
        }

        Directory.CreateDirectory(aside);
        foreach (var (name, file) in ArtifactDigest.Files(artifact))
        {
            cancellation.ThrowIfCancellationRequested();
            var copy = Path.Combine(aside, name);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        if (ArtifactDigest.Of(aside) is var digest && digest != order.Sha256)
        {
            Directory.Delete(aside, recursive: true);
            return $"The copy of {artifact} has the digest {digest}, and {order.Sha256} was approved.";
        }

        Directory.Move(aside, place);
        return null;
    }

    /// <summary>Leads the web server to a release, in one act.</summary>
    public void Switch(DeployOrder order) => AtomicLink.Put(Link, Path.Combine("releases", NameOf(order)));

    /// <summary>Whether a text can be the name of a file or folder, and of nothing else.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= 200
        && text[0] != '.'
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '+');

    private static string NameOf(DeployOrder order) =>
        $"{order.Tag}-{order.Sha256[..Math.Min(DigitsOfAName, order.Sha256.Length)]}";
}
