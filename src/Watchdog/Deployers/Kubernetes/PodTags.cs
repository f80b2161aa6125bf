using k8s.Models;
using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Deployers.Kubernetes;

/// <summary>Which release a pod runs, by the image it was made of.</summary>
/// <param name="options">Which container and label.</param>
/// <param name="images">The releases' images by tag.</param>
internal sealed class PodTags(KubernetesDeployerOptions options, IReadOnlyDictionary<string, string> images)
{
    /// <summary>Every pod that is not leaving, and its tag once it is ready.</summary>
    public IReadOnlyList<ObservedInstance> Of(IEnumerable<V1Pod> pods) =>
        [
            .. pods.Where(pod =>
                    pod.Metadata?.DeletionTimestamp is null && pod.Status?.Phase is not ("Succeeded" or "Failed")
                )
                .Select(pod => new ObservedInstance(pod.Metadata?.Name ?? "?", IsReady(pod) ? TagOf(pod) : null)),
        ];

    private static bool IsReady(V1Pod pod) =>
        pod.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;

    /// <summary>
    /// A known release's digest decides; then what the image's own name says after its colon; a label may say anything and comes last.
    /// </summary>
    private string? TagOf(V1Pod pod)
    {
        var image = pod.Spec?.Containers?.FirstOrDefault(container => container?.Name == options.Container)?.Image;
        if (image is null)
        {
            return null;
        }

        var digest = DigestOf(image);
        if (digest is not null)
        {
            var known = images.FirstOrDefault(known => DigestOf(known.Value) == digest);
            return known.Key
                ?? (
                    pod.Metadata?.Labels?.TryGetValue(options.VersionLabel, out var label) == true ? $"{label}?" : image
                );
        }

        var name = image[(image.LastIndexOf('/') + 1)..];
        return name.Split(':', 2) is [_, { Length: > 0 } tag] ? tag : image;
    }

    private static string? DigestOf(string image) => image.Split('@', 2) is [_, var digest] ? digest : null;
}
