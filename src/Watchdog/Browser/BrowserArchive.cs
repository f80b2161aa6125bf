using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Mcpx.Db;

namespace Mcpx.Watchdog.Browser;

/// <summary>
/// The last looks of each environment in the data folder, five that passed and five that failed:
/// <c>browser/ENVIRONMENT/passed|failed/TIME-PLACE/</c> with <c>result.json</c> and pictures. Readable by its owner only: pictures
/// show what the portal shows.
/// </summary>
internal sealed class BrowserArchive(Store store)
{
    private const int Kept = 5;
    private const int MostOfAPicture = 1024 * 1024;
    private const int MostOfAll = 8 * 1024 * 1024;
    private const int LongestPlace = 60;
    private const string Time = "yyyyMMdd'T'HHmmssfff'Z'";
    private const string Result = "result.json";

    private readonly string _root = Path.Combine(store.Directory, "browser");
    private readonly ConcurrentDictionary<string, string> _problems = new(StringComparer.Ordinal);

    /// <summary>Notes why an environment could not be looked at; null when it could.</summary>
    public void Tell(string environment, string? couldNot)
    {
        if (couldNot is null)
        {
            _problems.TryRemove(environment, out _);
        }
        else
        {
            _problems[environment] = couldNot;
        }
    }

    /// <summary>Why the newest look of an environment could not be made; null when it could, or none was tried.</summary>
    public string? Problem(string environment) => _problems.GetValueOrDefault(environment);

    /// <summary>A folder for a look that begins. It need not exist: the program creates it, below one that is private.</summary>
    public string Begin(string environment)
    {
        Clear(environment);
        try
        {
            CreatePrivate(_root);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Keeping will fail too, and say so.
        }

        return Path.Combine(Running(environment), RandomNumberGenerator.GetHexString(8, lowercase: true));
    }

    /// <summary>Removes what looks left that were not kept.</summary>
    public void Clear(string environment) => Delete(Running(environment));

    /// <summary>Keeps a look and forgets the oldest.</summary>
    /// <param name="environment">Of which environment.</param>
    /// <param name="folder">Where the pictures are; those that are not what the answer says of them are left out.</param>
    /// <param name="at">When the look began.</param>
    /// <param name="place">At what.</param>
    /// <param name="answer">What is judged.</param>
    /// <param name="all">All that was printed, without secrets.</param>
    /// <returns>Why it was not kept; null when it was.</returns>
    public string? Keep(
        string environment,
        string folder,
        DateTimeOffset at,
        string place,
        BrowserAnswer answer,
        JsonNode all
    )
    {
        try
        {
            var shelf = Shelf(environment, answer.Outcome == BrowserOutcome.Passed);
            var name = Uri.EscapeDataString(place);
            var target = Path.Combine(
                shelf,
                $"{at.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture)}-{name[..Math.Min(name.Length, LongestPlace)]}"
            );
            CreatePrivate(target);
            File.WriteAllText(Path.Combine(target, Result), all.ToJsonString());
            CopyPictures(folder, target, answer.Screenshots);
            foreach (var old in Looks(shelf).SkipLast(Kept))
            {
                Directory.Delete(old, recursive: true);
            }

            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return problem.Message;
        }
    }

    /// <summary>The newest look kept, its files by name; null when there is none, or it cannot be read.</summary>
    public (DateTimeOffset At, IReadOnlyDictionary<string, byte[]> Files)? Newest(string environment, bool passed)
    {
        try
        {
            if (Looks(Shelf(environment, passed)).LastOrDefault() is not { } folder)
            {
                return null;
            }

            var at = DateTimeOffset.ParseExact(
                Path.GetFileName(folder).Split('-', 2)[0],
                Time,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal
            );
            return (
                at,
                Directory.EnumerateFiles(folder).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes)
            );
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    private string Running(string environment) => Path.Combine(_root, environment, "running");

    private string Shelf(string environment, bool passed) =>
        Path.Combine(_root, environment, passed ? "passed" : "failed");

    private static IEnumerable<string> Looks(string shelf) =>
        Directory.Exists(shelf) ? Directory.EnumerateDirectories(shelf).Order(StringComparer.Ordinal) : [];

    private static void CopyPictures(string folder, string target, IReadOnlyList<BrowserPicture> pictures)
    {
        var size = 0;
        foreach (var picture in pictures.Where(picture => Path.GetFileName(picture.File) == picture.File))
        {
            var file = new FileInfo(Path.Combine(folder, picture.File));
            if (!file.Exists || file.LinkTarget is not null || file.Length > Math.Min(MostOfAPicture, MostOfAll - size))
            {
                continue;
            }

            var bytes = File.ReadAllBytes(file.FullName);
            if (Convert.ToHexStringLower(SHA256.HashData(bytes)) == picture.Sha256)
            {
                File.WriteAllBytes(Path.Combine(target, picture.File), bytes);
                size += bytes.Length;
            }
        }
    }

    private static void CreatePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(
                folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
        }
    }

    private static void Delete(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The next look tries again.
        }
    }
}
