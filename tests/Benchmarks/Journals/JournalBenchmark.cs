using Mcpx.Benchmarks.Reporting;
using Mcpx.Db;
using Microsoft.Data.Sqlite;

namespace Mcpx.Benchmarks.Journals;

/// <summary>The journal on a real disk: durable appends beside bare inserts, eight writers, and a long chain.</summary>
internal static class JournalBenchmark
{
    public static IEnumerable<Figure> Run(JournalOptions options)
    {
        var folder = options.Data ?? Directory.CreateTempSubdirectory("mcpx-journal-").FullName;
        try
        {
            foreach (
                var figure in Appends.Run(folder).Concat(Writers.Run(folder)).Concat(LongJournal.Run(folder, options))
            )
            {
                yield return figure;
            }
        }
        finally
        {
            if (options.Data is null)
            {
                SqliteConnection.ClearAllPools();
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    /// <summary>A new journal in a folder of its own.</summary>
    public static Store Fresh(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        Migrations.Run(path);
        return new(path);
    }
}
