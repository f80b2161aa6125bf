using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mcpx.Watchdog.Deployers.Sites;

/// <summary>What was done to a site under which key: one small file each in <c>operations</c>, beside the releases.</summary>
internal sealed class SiteMarkers(string root)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    /// <summary>What stands under a key; null when nothing does.</summary>
    /// <exception cref="DeployerUnavailableException">Nobody can say.</exception>
    public SiteMarker? Read(string key)
    {
        if (!Directory.Exists(root))
        {
            throw new DeployerUnavailableException($"{root} is not there. Is it mounted?");
        }

        var path = PathOf(key);
        try
        {
            return !File.Exists(path) ? null
                : JsonSerializer.Deserialize<SiteMarker>(File.ReadAllBytes(path), Json) is { } marker
                && marker.Key == key
                    ? marker
                : throw new DeployerUnavailableException($"{path} does not say how {key} stands");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new DeployerUnavailableException($"{path}: {problem.Message}", problem);
        }
    }

    /// <summary>Writes it down, whole or not at all, and on the disk before it returns.</summary>
    public void Write(SiteMarker marker)
    {
        var path = PathOf(marker.Key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var aside = $"{path}.next";
        using (var file = new FileStream(aside, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, marker, Json);
            file.Flush(flushToDisk: true);
        }

        File.Move(aside, path, overwrite: true);
    }

    private string PathOf(string key) =>
        SiteFolder.IsName(key)
            ? Path.Combine(root, "operations", $"{key}.json")
            : throw new DeployerUnavailableException($"{key} cannot be the name of a file");
}

/// <summary>One operation.</summary>
/// <param name="Key">The step's key.</param>
/// <param name="Tag">What was to be published.</param>
/// <param name="Place">Where.</param>
/// <param name="State">Running from its beginning to its end.</param>
/// <param name="Detail">For people.</param>
internal sealed record SiteMarker(string Key, string Tag, string Place, OperationState State, string? Detail);
