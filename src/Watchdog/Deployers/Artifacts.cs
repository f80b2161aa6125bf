using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Deployers;

/// <summary>The artifacts of one component in the release folder.</summary>
internal sealed class Artifacts(ReleaseFolder releases, Component component)
{
    private const int LongestText = 4_096;

    /// <summary>Finds the artifact that was approved, with the digest that was approved.</summary>
    /// <param name="order">What was approved.</param>
    /// <param name="problem">Why there is none; null when there is one.</param>
    /// <returns>Where it lies; null when there is none.</returns>
    public string? Find(DeployOrder order, out string? problem)
    {
        try
        {
            if (
                !releases.Read().Releases.TryGetValue(order.Tag, out var release)
                || !release.Artifacts.TryGetValue(component, out var artifact)
            )
            {
                problem = $"There is no release {order.Tag} with an artifact of {component} in the release folder.";
                return null;
            }

            var place = releases.PlaceOf(release, artifact);
            var digest = ArtifactDigest.Of(place);
            problem =
                digest is null ? $"The artifact {place} is missing. Put it back, then retry."
                : digest != order.Sha256
                    ? $"The artifact {place} has the digest {digest}, and {order.Sha256} was approved: it was changed. Restore it, then retry."
                : null;
            return problem is null ? place : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            problem = $"The artifact cannot be read: {unreadable.Message}";
            return null;
        }
    }

    /// <summary>The text in each release's artifact, by tag; those that are missing, changed or too long are left out.</summary>
    public IReadOnlyDictionary<string, string> Texts()
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (tag, release) in releases.Read().Releases)
        {
            if (
                release.Artifacts.TryGetValue(component, out var artifact)
                && Find(new(tag, artifact.Sha256, Key: ""), out _) is { } place
                && Text(place) is { } text
            )
            {
                texts[tag] = text;
            }
        }

        return texts;
    }

    /// <summary>What a short text file holds, without the white space around it; null when it is none.</summary>
    public static string? Text(string place)
    {
        try
        {
            return new FileInfo(place) is { Exists: true, Length: <= LongestText }
                ? File.ReadAllText(place).Trim()
                : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
