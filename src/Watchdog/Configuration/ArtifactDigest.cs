using System.Security.Cryptography;
using System.Text;

namespace Mcpx.Watchdog.Configuration;

/// <summary>What a release's manifest calls the digest of an artifact, a file or a folder.</summary>
internal static class ArtifactDigest
{
    /// <summary>The digest of what lies at a place; null when nothing does.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string? Of(string place) =>
        File.Exists(place) ? OfFile(place)
        : Directory.Exists(place) ? OfFolder(place)
        : null;

    /// <summary>A file's digest.</summary>
    public static string OfFile(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>The files of a folder by their relative paths with slashes, in ordinal order.</summary>
    public static IReadOnlyList<(string Name, string File)> Files(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(file => (Name: Path.GetRelativePath(folder, file).Replace('\\', '/'), File: file))
                .OrderBy(file => file.Name, StringComparer.Ordinal),
        ];

    /// <summary>A folder's digest: over each file's relative path and digest, in ordinal order.</summary>
    private static string OfFolder(string folder)
    {
        var lines = Files(folder).Select(file => $"{file.Name}\n{OfFile(file.File)}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))));
    }
}
