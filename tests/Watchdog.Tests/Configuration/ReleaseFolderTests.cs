using System.Security.Cryptography;
using System.Text;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Tests.Configuration;

public sealed class ReleaseFolderTests : IDisposable
{
    private readonly ConfigurationFile _file = new();

    private ReleaseFolder Releases => new(_file.Releases);

    private Release Good => Releases.Read().Releases["v1.8.2"];

    [Fact]
    public void Find_File_IsItsSha256() =>
        Assert.Equal(Sha("the api of v1.8.2"), Releases.Find(Good, Component.Api).Sha256);

    [Fact]
    public void Find_Folder_IsDigestOverSortedPathsAndDigests()
    {
        _file.AddFile("releases/v1.8.2/web/a/z.txt", "z");
        _file.AddFile("releases/v1.8.2/web/B.txt", "b");

        var expected = Sha($"B.txt\n{Sha("b")}\na/z.txt\n{Sha("z")}\nindex.html\n{Sha("the web of v1.8.2")}\n");

        Assert.Equal(expected, Releases.Find(Good, Component.Web).Sha256);
    }

    [Fact]
    public void Find_NothingThereOrNotCarried_IsNull()
    {
        File.Delete(Path.Combine(_file.Releases, "v1.8.2", "api", "portal.dll"));

        Assert.Null(Releases.Find(Good, Component.Api).Sha256);
        Assert.Null(Releases.Find(Good, Component.Database).Sha256);
    }

    [UnixFact]
    public void Find_ArtifactThatCannotBeRead_IsNull()
    {
        var artifact = Path.Combine(_file.Releases, "v1.8.2", "api", "portal.dll");
        File.Delete(artifact);
        File.CreateSymbolicLink(artifact, "/proc/self/mem");

        Assert.Null(Releases.Find(Good, Component.Api).Sha256);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"tag":"v2"}""")]
    [InlineData("""{"tag":"v2","worksWithSchema":[1],"migrations":[],"artifacts":{"Api":null}}""")]
    [InlineData("""{"tag":"v2","worksWithSchema":[1],"migrations":[],"artifacts":{"Api":{"sha256":"00"}}}""")]
    [InlineData(
        """{"tag":"v2","worksWithSchema":[1],"migrations":[],"artifacts":{"Server":{"path":"a","sha256":"00"}}}"""
    )]
    public void Read_BrokenManifest_IsAProblemThatNamesItAndTheRestIsRead(string manifest)
    {
        var path = _file.AddFile("releases/v2/manifest.json", manifest);

        var (releases, problems) = Releases.Read();

        Assert.Equal(["v1.8.2"], releases.Keys);
        Assert.StartsWith(path + ": ", Assert.Single(problems), StringComparison.Ordinal);
        Assert.Contains(_file.Load().Errors, error => error.Problem.Contains(path, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_ManifestInsideAnArtifact_IsNotARelease()
    {
        _file.AddFile("releases/v1.8.2/web/manifest.json", """{"short_name":"Portal"}""");

        Assert.Empty(Releases.Read().Problems);
    }

    public void Dispose() => _file.Dispose();

    private static string Sha(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
