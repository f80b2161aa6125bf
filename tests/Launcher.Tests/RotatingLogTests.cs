using Mcpx.Launcher.Processes;

namespace Mcpx.Launcher.Tests;

public sealed class RotatingLogTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void WriteLine_LimitReached_KeepsOneOldFile()
    {
        using (var log = new RotatingLog(folder.File("a.log"), limit: 10))
        {
            foreach (var line in new[] { "first 7890", "second 890", "third 7890" })
                log.WriteLine(line);
        }

        Assert.Equal(["third 7890"], File.ReadAllLines(folder.File("a.log")));
        Assert.Equal(["second 890"], File.ReadAllLines(folder.File("a.old.log")));
        Assert.Equal(2, Directory.GetFiles(folder.FullPath).Length);
    }

    [Fact]
    public void Tail_ManyLines_IsTheNewestTwentyInOrder()
    {
        using var log = new RotatingLog(folder.File("a.log"));
        for (var line = 1; line <= 25; line++)
            log.WriteLine($"{line}");

        Assert.Equal(Enumerable.Range(6, 20).Select(line => $"{line}"), log.Tail);
    }
}
