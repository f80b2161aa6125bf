using CsCheck;
using Mcpx.Domain.Releases;
using Mcpx.Watchdog.Releases;

namespace Mcpx.Watchdog.Tests.Releases;

public sealed class EvidencePackFindingTests : IDisposable
{
    private readonly Folder _folder = new();

    [Theory]
    [InlineData(null, EvidenceState.None)]
    [InlineData("  ", EvidenceState.None)]
    [InlineData("https://evidence.example.com/v1", EvidenceState.Elsewhere)]
    [InlineData("nowhere.json", EvidenceState.Missing)]
    [InlineData("../outside.json", EvidenceState.Missing)]
    [InlineData("/etc/hostname", EvidenceState.Missing)]
    [InlineData("pack.zip", EvidenceState.Present)]
    [InlineData("folder", EvidenceState.Present)]
    [InlineData("empty", EvidenceState.Missing)]
    [InlineData("nul\0byte", EvidenceState.Unreadable)]
    public void Find_Path_IsWhatLiesThere(string? pack, EvidenceState expected)
    {
        _folder.File("outside.json", """{"complete": true}""");
        _folder.File("v1/pack.zip", "PK");
        _folder.File("v1/folder/report.txt", "passed");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "v1", "empty"));

        Assert.Equal(expected, EvidencePack.Find(Path.Combine(_folder.Path, "v1"), pack));
    }

    [Theory]
    [InlineData("""{"complete": true, "items": []}""", EvidenceState.Complete)]
    [InlineData("""{"complete": false}""", EvidenceState.Incomplete)]
    [InlineData("""{"items": []}""", EvidenceState.Present)]
    [InlineData("""{"complete": "yes"}""", EvidenceState.Unreadable)]
    [InlineData("[]", EvidenceState.Unreadable)]
    [InlineData("", EvidenceState.Unreadable)]
    [InlineData("{\"complete\": tru", EvidenceState.Unreadable)]
    public void Find_Index_IsWhatItSays(string text, EvidenceState expected)
    {
        _folder.File("v1/index.json", text);

        Assert.Equal(expected, EvidencePack.Find(Path.Combine(_folder.Path, "v1"), "index.json"));
    }

    [Fact]
    public void Find_HugeIndex_IsNotRead()
    {
        _folder.File("v1/index.json", "{\"complete\": true" + new string(' ', 1024 * 1024) + "}");

        Assert.Equal(EvidenceState.Unreadable, EvidencePack.Find(Path.Combine(_folder.Path, "v1"), "index.json"));
    }

    /// <summary>Whatever a manifest or an index says, an answer comes back, and only "true" is complete.</summary>
    [Fact]
    public void Find_Anything_AnswersAndTakesNothingElseForComplete() =>
        Gen.Select(Gen.String, Gen.String)
            .Sample(
                (pack, text) =>
                {
                    _folder.File("v1/index.json", text);
                    var folder = Path.Combine(_folder.Path, "v1");

                    EvidencePack.Find(folder, pack);
                    Assert.NotEqual(EvidenceState.Complete, EvidencePack.Find(folder, "index.json"));
                },
                iter: 300,
                threads: 1
            );

    public void Dispose() => _folder.Dispose();
}
