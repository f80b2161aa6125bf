using Mcpx.Watchdog.Runner;

namespace Mcpx.Watchdog.Tests.Runner;

public sealed class LeadershipTests : IDisposable
{
    private readonly Folder _folder = new();

    /// <summary>A full disk, a read-only file system, or here a link to itself: nobody else leads, and nobody is to be stopped.</summary>
    [UnixFact]
    public void TryTake_LockFileCannotBeOpened_NamesItAndIsNoOtherLeader()
    {
        var path = Path.Combine(_folder.Path, "leader.lock");
        File.CreateSymbolicLink(path, path);

        var problem = Assert.Throws<IOException>(() => Leadership.TryTake(new(_folder.Path)));

        Assert.StartsWith($"{path} cannot be opened for writing: ", problem.Message, StringComparison.Ordinal);
        Assert.EndsWith("Is the disk full, or its file system read-only?", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryTake_Held_IsNullUntilReleased()
    {
        using (var first = Leadership.TryTake(new(_folder.Path)))
        {
            Assert.NotNull(first);
            Assert.Null(Leadership.TryTake(new(_folder.Path)));
        }

        using var second = Leadership.TryTake(new(_folder.Path));
        Assert.NotNull(second);
    }

    [Fact]
    public void Demand_LockFileRemoved_Throws()
    {
        using var leadership = Leadership.TryTake(new(_folder.Path))!;
        leadership.Demand();
        File.Delete(Path.Combine(_folder.Path, "leader.lock"));

        var problem = Assert.Throws<InvalidOperationException>(leadership.Demand);

        Assert.Contains("Nothing was done", problem.Message, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Demand_SomebodyElsesLockFileInItsPlace_Throws()
    {
        using var leadership = Leadership.TryTake(new(_folder.Path))!;
        // Files' times have the grain of the system's clock tick, 10 ms at the most.
        await Task.Delay(50);
        File.Delete(Path.Combine(_folder.Path, "leader.lock"));
        using var other = Leadership.TryTake(new(_folder.Path));
        Assert.NotNull(other);

        Assert.Throws<InvalidOperationException>(leadership.Demand);
    }

    public void Dispose() => _folder.Dispose();
}
