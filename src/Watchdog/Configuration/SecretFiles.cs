using System.Collections.Concurrent;

namespace Mcpx.Watchdog.Configuration;

/// <summary>
/// Secrets that lie in files, because they change while the watchdog runs: whoever renews a token writes it there. A file is
/// read anew when it changed; while it cannot be read the last value goes on.
/// </summary>
internal static class SecretFiles
{
    private const int Longest = 64 * 1024;
    private const int Remembered = 32;

    private static readonly ConcurrentDictionary<string, Known> Files = new(StringComparer.Ordinal);
    private static volatile string[] _seen = [];

    /// <summary>The newest values ever read, to be taken out of every text.</summary>
    public static IReadOnlyList<string> Seen => _seen;

    /// <summary>What a file holds, without the white space around it; null when it never could be read.</summary>
    public static string? Read(string path)
    {
        var known = Files.GetValueOrDefault(path);
        try
        {
            var file = new FileInfo(path);
            if (known is not null && (file.LastWriteTimeUtc, file.Length) == known.Stamp)
            {
                return known.Value;
            }

            // More than one line is nothing that could be sent, half of a file being written perhaps.
            if (
                file.Length <= Longest
                && File.ReadAllText(path).Trim() is { Length: > 0 } value
                && !value.Any(char.IsControl)
            )
            {
                Remember(value);
                Files[path] = new(value, (file.LastWriteTimeUtc, file.Length));
                return value;
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Being replaced just now, perhaps; it is looked at again.
        }

        return known?.Value;
    }

    private static void Remember(string value)
    {
        lock (Files)
        {
            if (!_seen.Contains(value, StringComparer.Ordinal))
            {
                _seen = [.. _seen.Append(value).TakeLast(Remembered)];
            }
        }
    }

    private sealed record Known(string Value, (DateTime Written, long Length) Stamp);
}
