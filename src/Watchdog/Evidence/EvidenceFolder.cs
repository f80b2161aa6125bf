namespace Mcpx.Watchdog.Evidence;

/// <summary>The folder <c>evidence</c> in the data folder: parts on their way, and samples that wait for their pack.</summary>
internal static class EvidenceFolder
{
    private const string Unfinished = ".tmp";

    public static string Of(string data) => Path.Combine(data, "evidence");

    /// <summary>Where the samples of an incident wait for its pack.</summary>
    public static string SamplesOf(string data, string incident) => Path.Combine(Of(data), "samples", incident);

    /// <summary>A file that nobody else sees and that is gone when it is closed.</summary>
    public static FileStream Begin(string data)
    {
        var folder = Create(Of(data));
        return new(
            Path.Combine(folder, Path.GetRandomFileName() + Unfinished),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                Options = FileOptions.DeleteOnClose,
                BufferSize = 64 * 1024,
            }
        );
    }

    /// <summary>Removes an incident's samples: a sealed part has them.</summary>
    public static void Forget(string data, string incident)
    {
        try
        {
            if (Directory.Exists(SamplesOf(data, incident)))
            {
                Directory.Delete(SamplesOf(data, incident), recursive: true);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The next part tries again.
        }
    }

    /// <summary>Removes what a process left that died.</summary>
    public static void Clear(string data)
    {
        if (!Directory.Exists(Of(data)))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(Of(data), $"*{Unfinished}"))
        {
            File.Delete(file);
        }
    }

    /// <summary>Readable by its owner only: it holds what the portal answered.</summary>
    public static string Create(string folder)
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

        return folder;
    }
}
