using Mcpx.Launcher.Build;

namespace Mcpx.Launcher.Tests;

public sealed class FingerprintTests : IDisposable
{
    private readonly TemporaryFolder repository = new();

    public FingerprintTests()
    {
        repository.File("src/Domain/Word.cs", "one");
        repository.File("db/001.sql", "create");
        repository.File("Directory.Build.props", "<Project />");
    }

    public void Dispose() => repository.Dispose();

    [Fact]
    public void Of_NothingChanged_IsTheSame() => Assert.Equal(Now(), Now());

    [Theory]
    [InlineData("src/Domain/Word.cs")]
    [InlineData("db/001.sql")]
    [InlineData("Directory.Build.props")]
    [InlineData("src/Domain/New.cs")]
    [InlineData("deploy/sandbox/Sandbox/Program.cs")]
    public void Of_FileWrittenOrAdded_Changes(string name)
    {
        var before = Now();

        repository.File(name, "something longer than before");

        Assert.NotEqual(before, Now());
    }

    [Fact]
    public void Of_SameSizeOtherTime_Changes()
    {
        var before = Now();

        File.SetLastWriteTimeUtc(
            repository.File("src/Domain/Word.cs"),
            new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc)
        );

        Assert.NotEqual(before, Now());
    }

    [Fact]
    public void Of_FileDeleted_Changes()
    {
        var before = Now();

        File.Delete(repository.File("db/001.sql"));

        Assert.NotEqual(before, Now());
    }

    [Theory]
    [InlineData("src/Domain/obj/project.assets.json")]
    [InlineData("src/Domain/bin/x.dll")]
    [InlineData("deploy/launcher/Program.cs")]
    [InlineData("tests/Domain.Tests/Test.cs")]
    [InlineData("artifacts/bin/x.dll")]
    [InlineData(".watchdog/journal.db")]
    public void Of_FileThatIsNotSource_StaysTheSame(string name)
    {
        var before = Now();

        repository.File(name, "x");

        Assert.Equal(before, Now());
    }

    private string Now() => Fingerprint.Of(repository.FullPath);
}
