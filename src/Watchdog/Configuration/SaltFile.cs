using System.Security.Cryptography;
using System.Text;
using Mcpx.Db;
using Mcpx.Domain.Parity;
using Mcpx.Watchdog.Replay;

namespace Mcpx.Watchdog.Configuration;

/// <summary>
/// The installation's salt: made once, read by its owner only, beside the journal whose digests it makes. Without it they
/// say nothing, not even to whoever guesses at the values.
/// </summary>
internal static class SaltFile
{
    private const string Name = "digest.salt";
    private const int Bytes = 32;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Where it lies.</summary>
    public static string In(string directory) => Path.Combine(directory, Name);

    /// <summary>The digest with the folder's salt, which is made when there is none.</summary>
    /// <exception cref="BadFileException">The file cannot be read or written, or holds no salt.</exception>
    public static SaltedDigest Take(string directory)
    {
        var path = In(directory);
        try
        {
            if (!File.Exists(path))
            {
                Create(directory, path);
            }

            return Read(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or TimeoutException)
        {
            throw new BadFileException(path, problem.Message);
        }
    }

    private static SaltedDigest Read(string path)
    {
        var text = File.ReadAllText(path).Trim();
        return text.Length == 2 * Bytes && text.All(char.IsAsciiHexDigit)
            ? new(Convert.FromHexString(text))
            : throw new BadFileException(
                path,
                1,
                $"must be {2 * Bytes} hexadecimal digits. Removed, it is made anew, and digests written so far no longer compare."
            );
    }

    /// <summary>
    /// One at a time, for a move that finds nothing may still replace what another just put there; written aside, so that nobody
    /// reads half of it.
    /// </summary>
    private static void Create(string directory, string path)
    {
        Directory.CreateDirectory(directory);
        using var turn = FileLock.Wait($"{path}.lock", Longest);
        if (File.Exists(path))
        {
            return;
        }

        var aside = $"{path}.{RandomNumberGenerator.GetHexString(8)}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(aside, options))
        {
            file.Write(Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(2 * Bytes, lowercase: true) + "\n"));
            file.Flush(flushToDisk: true);
        }

        File.Move(aside, path, overwrite: false);
    }
}
