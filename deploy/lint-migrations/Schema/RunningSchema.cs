using Mcpx.LintMigrations.Files;
using Mcpx.LintMigrations.Findings;

namespace Mcpx.LintMigrations.Schema;

/// <summary>What runs now, before the migrations: read from a dacpac, or from the scripts that made it.</summary>
/// <param name="Name">The file or folder as it was given.</param>
/// <param name="Picture">The schema.</param>
/// <param name="Applied">Digests of the scripts that made it, by their path below the folder; none of a dacpac.</param>
internal sealed record RunningSchema(string Name, SchemaPicture Picture, IReadOnlyDictionary<string, string?> Applied)
{
    /// <exception cref="BadFileException">It is neither, or cannot be read whole.</exception>
    public static RunningSchema Read(string path) =>
        File.Exists(path) ? new(path, Dacpac.Read(path), new Dictionary<string, string?>(StringComparer.Ordinal))
        : Directory.Exists(path) ? OfFolder(path)
        : throw new BadFileException(path, "no such dacpac or folder");

    private static RunningSchema OfFolder(string path)
    {
        var (picture, applied) = (new SchemaPicture(), new Dictionary<string, string?>(StringComparer.Ordinal));
        var problems = new List<string>();
        foreach (var file in SqlFolder.List(path))
        {
            var reading = SqlReader.Read(file);
            problems.AddRange(reading.Problems.Select(problem => $"{problem.At}: {problem.Text}"));
            if (reading.File is { } read)
            {
                SchemaFold.Run(picture, read);
            }

            applied[file.Relative] = file.Digest();
        }

        return problems.Count == 0 ? new(path, picture, applied) : throw new BadFileException(problems);
    }
}
