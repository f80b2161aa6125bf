using Mcpx.Db;

namespace Mcpx.Watchdog.Runner;

/// <summary>The lead over one store: an exclusive lock on a file beside it, held by this process until it ends.</summary>
internal sealed class Leadership : IDisposable
{
    private readonly string _path;
    private readonly FileLock _held;

    private Leadership(string path, FileLock held) => (_path, _held) = (path, held);

    /// <summary>Takes the lead.</summary>
    /// <returns>Null when another watchdog has it.</returns>
    public static Leadership? TryTake(string directory)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, "leader.lock");
        return FileLock.TryTake(path) is { } held ? new(path, held) : null;
    }

    /// <summary>Whether the lock file we hold is still the one others would try to take.</summary>
    public bool IsHeld => _held.IsInPlace;

    /// <summary>Checks, right before an act, that the lock file we hold is still the one others would try to take.</summary>
    /// <exception cref="InvalidOperationException">It is not: somebody removed it, and another watchdog may lead.</exception>
    public void Demand()
    {
        if (!IsHeld)
        {
            throw new InvalidOperationException(
                $"{_path} is not the one we hold: another watchdog may lead. Nothing was done."
            );
        }
    }

    public void Dispose() => _held.Dispose();
}
