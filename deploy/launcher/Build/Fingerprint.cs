using System.Globalization;
using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;

namespace Mcpx.Launcher.Build;

/// <summary>Says in milliseconds whether the product's source changed since it was built: a digest of paths, sizes and times.</summary>
internal static class Fingerprint
{
    private static readonly string[] SourceFolders = ["src", "db", "deploy"];

    private static readonly string[] RootFiles =
    [
        ".editorconfig",
        "Directory.Build.props",
        "Directory.Build.targets",
        "Directory.Packages.props",
        "NuGet.config",
        "Product.slnf",
        "global.json",
    ];

    private static readonly HashSet<string> Skipped = new(StringComparer.OrdinalIgnoreCase)
    {
        "bin",
        "obj",
        "artifacts",
        "node_modules",
    };

    /// <summary>The digest of everything the product is built from; the launcher itself is not part of it.</summary>
    /// <param name="root">Absolute path of the repository.</param>
    /// <returns>64 lower-case hex digits.</returns>
    public static string Of(string root)
    {
        var launcher = Path.Combine(root, "deploy", "launcher");
        var lines = SourceFolders
            .Select(folder => Path.Combine(root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Files(folder, launcher))
            .Concat(
                RootFiles.Select(name => new FileInfo(Path.Combine(root, name))).Where(file => file.Exists).Select(Line)
            )
            .Order(StringComparer.Ordinal);

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in lines)
            hash.AppendData(Encoding.UTF8.GetBytes(line));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static FileSystemEnumerable<string> Files(string folder, string except) =>
        new(
            folder,
            (ref FileSystemEntry entry) => Line(entry.ToFullPath(), entry.Length, entry.LastWriteTimeUtc.UtcTicks),
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }
        )
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory,
            ShouldRecursePredicate = (ref FileSystemEntry entry) =>
                !Skipped.Contains(entry.FileName.ToString()) && entry.ToFullPath() != except,
        };

    private static string Line(FileInfo file) => Line(file.FullName, file.Length, file.LastWriteTimeUtc.Ticks);

    private static string Line(string path, long size, long ticks) =>
        string.Create(CultureInfo.InvariantCulture, $"{path}\n{size}\n{ticks}\n");
}
