using System.Text.Json;
using Mcpx.Watchdog.Commands;

namespace Mcpx.Watchdog.Tests.Commands;

public sealed class EvidenceCommandTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Verify_Pack_Exits0AndSaysHowToCompareItsDigest()
    {
        var zip = Packs.Small();

        var (code, output, error) = Run(Put(zip));

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("INC-0001 in Prod, part 1, sealed 2026-11-01 09:00:00 UTC", output, StringComparison.Ordinal);
        Assert.Contains("4 files", output, StringComparison.Ordinal);
        Assert.Contains("3 events of the journal: bodies and links hold.", output, StringComparison.Ordinal);
        Assert.Contains("missing: Root-cause report: nothing was collected", output, StringComparison.Ordinal);
        Assert.Contains($"sha256 {Packs.Check(zip).Sha256}", output, StringComparison.Ordinal);
        Assert.Contains("--digest HEX", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_Json_IsForMachines()
    {
        var (code, output, _) = Run(Put(Packs.Small()), json: true);

        var json = JsonDocument.Parse(output).RootElement;
        Assert.Equal(0, code);
        Assert.True(json.GetProperty("holds").GetBoolean());
        Assert.Equal("INC-0001", json.GetProperty("incident").GetString());
        Assert.Equal(4, json.GetProperty("files").GetInt32());
    }

    [Fact]
    public void Verify_ChangedPack_Exits1AndSaysWhat()
    {
        var zip = Packs.Small();
        zip[50] ^= 1;

        var (code, output, error) = Run(Put(zip));

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("pack.zip does not hold: decision-note.md ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_AnotherDigestIsTold_Exits1()
    {
        var zip = Packs.Small();

        Assert.Equal(0, Run(Put(zip), digest: Packs.Check(zip).Sha256.ToUpperInvariant()).Code);
        Assert.Equal(1, Run(Put(zip), digest: new('0', 64)).Code);
        Assert.Equal(2, Run(Put(zip), digest: "12").Code);
    }

    [Fact]
    public void Verify_Journal_TakesTheDigestFromThere()
    {
        using var rig = new Rig();
        rig.Look(Rig.Breach());
        rig.Evidence.Seal("INC-0001");
        using var stored = rig.Store.Evidence.OpenNewest("INC-0001")!;
        using var bytes = new MemoryStream();
        stored.CopyTo(bytes);

        Assert.Equal(0, Run(Put(bytes.ToArray()), journal: rig.Folder.Data).Code);
        Assert.Equal(1, Run(Put(Packs.Small()), journal: rig.Folder.Data).Code);
        Assert.Equal(2, Run(Put(Packs.Small()), journal: _folder.Path).Code);
    }

    [Fact]
    public void Verify_NoSuchFile_Exits2() => Assert.Equal(2, Run(Path.Combine(_folder.Path, "none.zip")).Code);

    private string Put(byte[] zip)
    {
        var path = Path.Combine(_folder.Path, "pack.zip");
        File.WriteAllBytes(path, zip);
        return path;
    }

    private static (int Code, string Output, string Error) Run(
        string path,
        string? digest = null,
        string? journal = null,
        bool json = false
    )
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = EvidenceCommand.Verify(path, digest, journal, json, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
