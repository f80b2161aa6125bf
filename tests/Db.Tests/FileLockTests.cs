namespace Mcpx.Db.Tests;

public sealed class FileLockTests : IDisposable
{
    private readonly DataFolder _folder = new(migrated: false);

    private string LockFile => Path.Combine(_folder.Path, "leader.lock");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TryTake_Held_IsNullUntilReleased()
    {
        using (Assert.IsType<FileLock>(FileLock.TryTake(LockFile)))
        {
            Assert.Null(FileLock.TryTake(LockFile));
        }

        using var again = FileLock.TryTake(LockFile);
        Assert.NotNull(again);
    }

    [Fact]
    public void TryTake_NoSuchFolder_IsAnErrorAndNotSomebodyElse() =>
        Assert.Throws<DirectoryNotFoundException>(() =>
            FileLock.TryTake(Path.Combine(_folder.Path, "missing", "leader.lock"))
        );

    [Fact]
    public void Wait_HeldTooLong_SaysWhichFile()
    {
        using var held = FileLock.TryTake(LockFile);

        Assert.Contains(
            LockFile,
            Assert.Throws<TimeoutException>(() => FileLock.Wait(LockFile, TimeSpan.Zero)).Message,
            StringComparison.Ordinal
        );
    }
}
