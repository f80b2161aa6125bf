using System.Security.Cryptography;

namespace Mcpx.LintMigrations.Files;

/// <summary>One file of a folder, not read yet.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Name">As it is shown: the folder as it was given, and the path below it.</param>
/// <param name="Relative">The path below the folder, with <c>/</c>.</param>
internal sealed record SqlPath(string Path, string Name, string Relative)
{
    /// <summary>The digest of its bytes, for comparing; null when it cannot be read, which whoever reads it will say.</summary>
    public string? Digest()
    {
        try
        {
            using var stream = new FileInfo(Path).Length == 0 ? Stream.Null : File.OpenRead(Path);
            return Convert.ToHexString(SHA256.HashData(stream));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

/// <summary>The <c>*.sql</c> below a folder, in the order in which migrations run: by path, ordinal.</summary>
internal static class SqlFolder
{
    private const int MostFiles = 20_000;
    private const int MostDepth = 20;

    /// <exception cref="BadFileException">There is no such folder, or nothing in it to judge.</exception>
    public static IReadOnlyList<SqlPath> List(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new BadFileException(folder, File.Exists(folder) ? "is a file, not a folder" : "no such folder");
        }

        try
        {
            var files = Directory
                .EnumerateFiles(folder, "*", Everything())
                .Where(file => file.EndsWith(".sql", StringComparison.OrdinalIgnoreCase))
                .Take(MostFiles + 1)
                .Select(file => Of(folder, file))
                .OrderBy(file => file.Relative, StringComparer.Ordinal)
                .ToList();
            return files.Count switch
            {
                0 => throw new BadFileException(folder, "holds no .sql file"),
                > MostFiles => throw new BadFileException(folder, $"holds more than {MostFiles} .sql files"),
                _ => files,
            };
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new BadFileException(folder, problem.Message);
        }
    }

    private static SqlPath Of(string folder, string file)
    {
        var relative = Path.GetRelativePath(folder, file).Replace('\\', '/');
        return new(file, $"{folder.TrimEnd('/', '\\')}/{relative}", relative);
    }

    private static EnumerationOptions Everything() =>
        new()
        {
            RecurseSubdirectories = true,
            MaxRecursionDepth = MostDepth,
            IgnoreInaccessible = false,
            AttributesToSkip = default,
        };
}
