namespace Mcpx.Db;

/// <summary>
/// An exclusive lock held by an open file, released by the system when the process dies, whatever way. On SQLite it makes
/// one watchdog the leader: without a lease, a paused leader stays leader and shows as late.
/// </summary>
public sealed class FileLock : IDisposable
{
    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>
    /// Whether the file we hold is still the one that stands at its path. Where a held file can be removed, another process
    /// may hold the lock on a new one of the same name, written at another time.
    /// </summary>
    public bool IsInPlace => File.GetLastWriteTimeUtc(_file.SafeFileHandle) == File.GetLastWriteTimeUtc(_file.Name);

    /// <summary>Takes the lock if it is free.</summary>
    /// <returns>Null when another process holds it.</returns>
    /// <exception cref="IOException">The file cannot be opened; the message says which and what to do.</exception>
    public static FileLock? TryTake(string path)
    {
        try
        {
            return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException held) when (IsSharing(held))
        {
            return null;
        }
        catch (IOException unusable) when (unusable.GetType() == typeof(IOException))
        {
            throw new IOException(
                $"{path} cannot be opened for writing: {unusable.Message}. Is the disk full, or its file system read-only?",
                unusable
            );
        }
    }

    /// <summary>Takes the lock, waiting for it.</summary>
    /// <exception cref="TimeoutException">It was not free in time.</exception>
    public static FileLock Wait(string path, TimeSpan limit)
    {
        var tries = (int)(limit / TimeSpan.FromMilliseconds(50)) + 1;
        for (var i = 0; i < tries; i++)
        {
            if (TryTake(path) is { } taken)
            {
                return taken;
            }

            Thread.Sleep(50);
        }

        throw new TimeoutException($"{path} is held by another process for more than {limit.TotalSeconds} s.");
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>
    /// Whether somebody else has the file open: a sharing or lock violation of Windows, or the number of EWOULDBLOCK, which is 11 on
    /// Linux and 35 on macOS.
    /// </summary>
    private static bool IsSharing(IOException problem) =>
        OperatingSystem.IsWindows()
            ? (uint)problem.HResult is 0x80070020 or 0x80070021
            : problem.HResult == (OperatingSystem.IsLinux() ? 11 : 35);
}
