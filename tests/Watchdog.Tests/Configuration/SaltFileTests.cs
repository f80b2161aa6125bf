using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Replay;

namespace Mcpx.Watchdog.Tests.Configuration;

public sealed class SaltFileTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Take_Twice_IsTheSameSaltAndAnotherFolderAnother()
    {
        var first = SaltFile.Take(_folder.Path);

        Assert.Equal(first.Of("x"), SaltFile.Take(_folder.Path).Of("x"));
        Assert.NotEqual(first.Of("x"), SaltFile.Take(Path.Combine(_folder.Path, "other")).Of("x"));
    }

    [UnixFact]
    public void Take_NewSalt_IsReadByItsOwnerOnly()
    {
        SaltFile.Take(_folder.Path);

        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(SaltFile.In(_folder.Path)));
        Assert.Equal(
            [SaltFile.In(_folder.Path), $"{SaltFile.In(_folder.Path)}.lock"],
            Directory.GetFiles(_folder.Path).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Take_ManyAtOnce_AgreeOnOne()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => SaltFile.Take(_folder.Path))));

        Assert.Single(all.Select(digest => digest.Of("x")).Distinct());
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("zz00000000000000000000000000000000000000000000000000000000000000")]
    public void Take_NoSalt_IsRefusedAndLeftAlone(string text)
    {
        var file = _folder.File("digest.salt", text);

        var problem = Assert.Throws<BadFileException>(() => SaltFile.Take(_folder.Path));

        Assert.StartsWith($"{file}:1: must be 64 hexadecimal digits.", problem.Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(file));
    }
}
