using System.Text.Json;
using k8s.Models;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Rollback;

namespace Mcpx.Watchdog.Deployers.Kubernetes;

/// <summary>The change of a Deployment that puts an image in place under a step's key.</summary>
internal static class ImagePatch
{
    /// <summary>The pod template's annotation that carries the step's key, and so every ReplicaSet's that was made of it.</summary>
    public const string KeyAnnotation = "mcpx.io/step-key";

    private const int LongestLabel = 63;
    private const int DigestLength = 64;

    /// <summary>Whether a text names an image by its digest and nothing less.</summary>
    public static bool IsPinned(string image) =>
        image.Split("@sha256:") is [{ Length: > 0 } name, { Length: DigestLength } digest]
        && digest.All(char.IsAsciiHexDigitLower)
        && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '@');

    /// <summary>Whether a tag can be the value of a label.</summary>
    public static bool IsLabel(string tag) =>
        tag.Length is > 0 and <= LongestLabel
        && char.IsAsciiLetterOrDigit(tag[0])
        && char.IsAsciiLetterOrDigit(tag[^1])
        && tag.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    /// <summary>The strategic merge patch.</summary>
    public static V1Patch Of(KubernetesDeployerOptions options, DeployOrder order, string image)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        if (options.VersionLabel.Length > 0)
        {
            labels[options.VersionLabel] = order.Tag;
        }

        var patch = new
        {
            spec = new
            {
                template = new
                {
                    metadata = new
                    {
                        labels,
                        annotations = new Dictionary<string, string>(StringComparer.Ordinal)
                        {
                            [KeyAnnotation] = order.Key,
                        },
                    },
                    spec = new { containers = new[] { new { name = options.Container, image } } },
                },
            },
        };
        return new(JsonSerializer.Serialize(patch), V1Patch.PatchType.StrategicMergePatch);
    }
}
