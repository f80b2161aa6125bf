using System.Text.Json;
using Mcpx.Domain.Releases;

namespace Mcpx.Watchdog.Releases;

/// <summary>
/// What lies where a release's manifest places its evidence pack: a path in the release's folder, or an address, which is not
/// looked at. A JSON file may say <c>"complete"</c>; anything else is only there or not.
/// </summary>
internal static class EvidencePack
{
    private const int Longest = 1024 * 1024;

    public static EvidenceState Find(string folder, string? pack)
    {
        if (string.IsNullOrWhiteSpace(pack))
        {
            return EvidenceState.None;
        }

        if (Uri.TryCreate(pack, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            return EvidenceState.Elsewhere;
        }

        try
        {
            var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
            var place = Path.GetFullPath(pack, root);
            return !place.StartsWith(root, StringComparison.Ordinal) || !Path.Exists(place) ? EvidenceState.Missing
                : Directory.Exists(place) ? InFolder(place)
                : Path.GetExtension(place).Equals(".json", StringComparison.OrdinalIgnoreCase) ? InFile(place)
                : EvidenceState.Present;
        }
        catch (Exception problem)
            when (problem is IOException or UnauthorizedAccessException or JsonException or ArgumentException)
        {
            return EvidenceState.Unreadable;
        }
    }

    private static EvidenceState InFolder(string place) =>
        Directory.EnumerateFileSystemEntries(place).Any() ? EvidenceState.Present : EvidenceState.Missing;

    private static EvidenceState InFile(string place)
    {
        using var stream = File.OpenRead(place);
        if (stream.Length > Longest)
        {
            return EvidenceState.Unreadable;
        }

        using var json = JsonDocument.Parse(stream);
        return json.RootElement.ValueKind != JsonValueKind.Object ? EvidenceState.Unreadable
            : !json.RootElement.TryGetProperty("complete", out var complete) ? EvidenceState.Present
            : complete.ValueKind switch
            {
                JsonValueKind.True => EvidenceState.Complete,
                JsonValueKind.False => EvidenceState.Incomplete,
                _ => EvidenceState.Unreadable,
            };
    }
}
