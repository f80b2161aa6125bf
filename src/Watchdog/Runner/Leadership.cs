using Mcpx.Db;

namespace Mcpx.Watchdog.Runner;

/// <summary>
/// The lead over one store, held by this process until it ends: an exclusive lock on a file of the data folder, and where the store
/// lies on a server a lock there too.
/// </summary>
internal sealed class Leadership : IDisposable
{
    private const string ServerLock = "watchdog.leader";

    private readonly string _path;
    private readonly FileLock _held;
    private readonly ILease? _server;

    private Leadership(string path, FileLock held, ILease? server) => (_path, _held, _server) = (path, held, server);

    /// <summary>Takes the lead.</summary>
    /// <returns>Null when another watchdog has it.</returns>
    /// <exception cref="System.Data.Common.DbException">The server cannot be asked.</exception>
    public static Leadership? TryTake(StorePlace place)
    {
        Directory.CreateDirectory(place.Directory);
        var path = FileOf(place);
        if (FileLock.TryTake(path) is not { } held)
        {
            return null;
        }

        try
        {
            if (place.Server is null)
            {
                return new(path, held, server: null);
            }

            if (place.TryLease(ServerLock) is { } lease)
            {
                return new(path, held, lease);
            }
        }
        catch
        {
            held.Dispose();
            throw;
        }

        held.Dispose();
        return null;
    }

    /// <summary>Whether a watchdog may lead here. The lead is tried and given back at once; where none ever was, nothing is created.</summary>
    public static bool IsTaken(StorePlace place)
    {
        if (place.Server is null && !File.Exists(FileOf(place)))
        {
            return false;
        }

        using var lead = TryTake(place);
        return lead is null;
    }

    /// <summary>Whether the lock file we hold is still the one others would try to take, and the server's lock is ours.</summary>
    public bool IsHeld => _held.IsInPlace && _server?.IsHeld() != false;

    /// <summary>Checks, right before an act, that we still lead.</summary>
    /// <exception cref="InvalidOperationException">We do not: somebody removed the file, or the server gave the lock away.</exception>
    public void Demand()
    {
        if (!_held.IsInPlace)
        {
            throw new InvalidOperationException(
                $"{_path} is not the one we hold: another watchdog may lead. Nothing was done."
            );
        }

        if (_server?.IsHeld() == false)
        {
            throw new InvalidOperationException(
                $"The lock {ServerLock} in the store's database is not ours: another watchdog may lead. Nothing was done."
            );
        }
    }

    public void Dispose()
    {
        _server?.Dispose();
        _held.Dispose();
    }

    private static string FileOf(StorePlace place) => Path.Combine(place.Directory, "leader.lock");
}
