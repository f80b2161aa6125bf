using System.Security.Cryptography;
using System.Text;

namespace Mcpx.Sandbox.Shelf;

/// <summary>SHA-256 of an artifact as its manifest states it.</summary>
internal static class Digest
{
    /// <summary>Digest of a file, or of a folder: over "path\n" and the file's digest and "\n", ordered by path.</summary>
    public static string Of(string path) => Directory.Exists(path) ? OfFolder(path) : OfFile(path);

    private static string OfFile(string path)
    {
        using var content = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }

    private static string OfFolder(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => (Path: Path.GetRelativePath(folder, file).Replace('\\', '/'), File: file))
            .OrderBy(file => file.Path, StringComparer.Ordinal);
        foreach (var (relative, file) in files)
            hash.AppendData(Encoding.UTF8.GetBytes($"{relative}\n{OfFile(file)}\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
