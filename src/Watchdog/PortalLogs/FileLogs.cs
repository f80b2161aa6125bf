using System.Buffers;
using Mcpx.Domain.Rca;
using Mcpx.Watchdog.Deployers;

namespace Mcpx.Watchdog.PortalLogs;

/// <summary>
/// Reads log files that were written since the incident began, the newest first: of each no more than its last
/// <see cref="MostOfAFile"/>, of all no more than <see cref="MostFiles"/>.
/// </summary>
internal sealed class FileLogs(IReadOnlyList<string> patterns) : ILogSource
{
    internal const long MostOfAFile = 64 * 1024 * 1024;
    private const int MostFiles = 32;
    private const int LongestLine = 4_096;

    public async Task<IReadOnlyList<LogLine>> FindAsync(
        IReadOnlyList<string> ids,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellation
    )
    {
        var any = SearchValues.Create([.. ids], StringComparison.Ordinal);
        var found = new List<LogLine>();
        try
        {
            foreach (var file in Files(from))
            {
                await ReadAsync(file, Take, cancellation);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new LogSourceException(problem.Message, problem);
        }

        return found;

        void Take(string line)
        {
            if (!line.AsSpan().ContainsAny(any))
            {
                return;
            }

            foreach (var id in ids)
            {
                if (
                    line.Contains(id, StringComparison.Ordinal)
                    && found.Count(known => known.RequestId == id) < PortalLog.MostLines
                )
                {
                    found.Add(new(id, line));
                }
            }
        }
    }

    /// <exception cref="LogSourceException">There is none at all: a mistyped path must not read like a portal that logged nothing.</exception>
    private IEnumerable<FileInfo> Files(DateTimeOffset from)
    {
        var all = patterns
            .SelectMany(pattern =>
                new DirectoryInfo(Path.GetDirectoryName(pattern)!).EnumerateFiles(Path.GetFileName(pattern))
            )
            .ToList();
        return all.Count == 0
            ? throw new LogSourceException($"there is no file {string.Join(", ", patterns)}")
            : all.Where(file => file.LastWriteTimeUtc >= from.UtcDateTime)
                .OrderByDescending(file => file.LastWriteTimeUtc)
                .Take(MostFiles);
    }

    private static async Task ReadAsync(FileInfo file, Action<string> take, CancellationToken cancellation)
    {
        await using var stream = new FileStream(
            file.FullName,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            64 * 1024,
            useAsync: true
        );
        stream.Position = Math.Max(0, stream.Length - MostOfAFile);
        await BoundedLines.ReadAsync(stream, LongestLine, take, cancellation);
    }
}
