using System.Globalization;
using System.Security.Cryptography;

namespace Mcpx.Watchdog.Evidence.Copies;

/// <summary><c>FOLDER/INCIDENT/part-N.zip</c>: written beside its place, made durable, read back, then given its name.</summary>
internal sealed class FolderPlace(string folder) : ICopyPlace
{
    private readonly string _folder = Path.GetFullPath(folder);

    public string Name => _folder;

    public Task CopyAsync(string incident, int part, string sha256, Func<Stream> open, CancellationToken cancellation)
    {
        var place = Path.Combine(
            _folder,
            Domain.Evidence.EvidencePath.Part(incident),
            string.Create(CultureInfo.InvariantCulture, $"part-{part}.zip")
        );
        var unnamed = $"{place}.{Path.GetRandomFileName()}.tmp";
        try
        {
            if (!File.Exists(place))
            {
                EvidenceFolder.Create(Path.GetDirectoryName(place)!);
                Write(unnamed, open);
                Check(unnamed, sha256);
                // Refuses to write over what somebody put there meanwhile.
                File.Move(unnamed, place, overwrite: false);
            }

            Check(place, sha256);
            return Task.CompletedTask;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CopyFailedException(problem.Message, problem);
        }
        finally
        {
            Delete(unnamed);
        }
    }

    private static void Write(string path, Func<Stream> open)
    {
        using var zip = open();
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        zip.CopyTo(file);
        file.Flush(flushToDisk: true);
    }

    private static void Check(string path, string sha256)
    {
        using var file = File.OpenRead(path);
        if (Convert.ToHexStringLower(SHA256.HashData(file)) != sha256)
        {
            throw new CopyFailedException($"{path} is there and is not what was sealed");
        }
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // It has no name that anybody looks for.
        }
    }
}
