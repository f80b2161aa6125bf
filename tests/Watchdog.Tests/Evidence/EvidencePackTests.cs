using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Mcpx.Domain.Evidence;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Triggers;
using Mcpx.Watchdog.Evidence;

namespace Mcpx.Watchdog.Tests.Evidence;

public sealed class EvidencePackTests
{
    [Fact]
    public void Write_Manifest_ListsEveryFileWithItsDigestAndWhatIsMissing()
    {
        var zip = Pack().Write("INC-0001", "Prod", 2, Some.Start);

        var (manifest, files) = Open(zip);

        Assert.Equal(("INC-0001", "Prod", 2), (manifest.Incident, manifest.Environment, manifest.Part));
        Assert.Equal([new MissingEvidence("ticket", "no system")], manifest.Missing);
        Assert.Equal(["a.json", "b/ü.md"], manifest.Files.Select(file => file.Path));
        AssertDigests(manifest, files);
    }

    [Fact]
    public void Write_SameContentInOtherOrder_IsTheSameBytes()
    {
        var other = new EvidencePack();
        other.Miss("ticket", "no system");
        other.AddJson("a.json", new { x = 1 }, "journal");
        other.AddText("b/ü.md", "text ✅", "journal");

        Assert.Equal(Pack().Write("I", "Prod", 1, Some.Start), other.Write("I", "Prod", 1, Some.Start));
    }

    [Fact]
    public void Csv_Fields_AreQuotedAndUtc() =>
        Assert.Equal(
            "at,value,text\n2026-11-01T08:00:00.0000000Z,,\"a \"\"b\"\", c\nd\"\n1.5,-3,\n",
            EvidencePack.Csv(
                ["at", "value", "text"],
                [
                    [new DateTimeOffset(2026, 11, 1, 9, 0, 0, TimeSpan.FromHours(1)), null, "a \"b\", c\nd"],
                    [1.5m, -3, null],
                ]
            )
        );

    [Fact]
    public async Task Seal_Incident_VerifiesAgainstManifestJournalAndStore()
    {
        using var rig = new Rig();
        rig.Approved();
        rig.Store.Samples.Write("Prod", rig.Time.GetUtcNow(), [Rig.Breach()], []);
        await rig.RunAsync("it stabilises", i => i.Status == IncidentStatus.Stabilising, FakeStep.All());

        var said = rig.Evidence.Seal("INC-0001");

        var zip = rig.Store.Evidence.Newest("INC-0001")!;
        var (manifest, files) = Open(zip);
        AssertDigests(manifest, files);
        var sealedAs = Assert.Single(rig.Events<EvidenceSealed>());
        Assert.Equal((EvidencePack.Hash(zip), (long)zip.Length), (sealedAs.Sha256, sealedAs.Bytes));
        Assert.Equal($"evidence part 1 sealed, {manifest.Files.Count} files, {manifest.Missing.Count} missing", said);
        Assert.Superset(
            new HashSet<string>
            {
                "decision-note.md",
                "rca.md",
                "incident.json",
                "plan.json",
                "lkg.json",
                "journal.jsonl",
                "steps/01-Freeze.json",
                "readings/availability-Api-api-1-ready.csv",
            },
            files.Keys.ToHashSet()
        );
        var readings = System.Text.Encoding.UTF8.GetString(files["readings/availability-Api-api-1-ready.csv"]);
        Assert.Contains($",300250,12,12,{VerdictState.Breached}", readings, StringComparison.Ordinal);
        AssertChain(System.Text.Encoding.UTF8.GetString(files["journal.jsonl"]));
    }

    [Fact]
    public void Seal_Twice_IsANewPartAndTheOldOneStays()
    {
        using var rig = new Rig();
        rig.Look(Rig.Breach());

        rig.Evidence.Seal("INC-0001");
        rig.Evidence.Seal("INC-0001");

        Assert.Equal([1, 2], rig.Events<EvidenceSealed>().Select(pack => pack.Part));
        Assert.Equal(rig.Incident.Evidence!.Sha256, EvidencePack.Hash(rig.Store.Evidence.Newest("INC-0001")!));
    }

    [Fact]
    public void Seal_StoreIsBroken_SaysSoAndDoesNotThrow()
    {
        using var rig = new Rig();
        rig.Look(Rig.Breach());
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={rig.Folder.Data}/journal.db"))
        {
            connection.Open();
            using var drop = connection.CreateCommand();
            drop.CommandText = "DROP TABLE evidence_pack";
            drop.ExecuteNonQuery();
        }

        Assert.StartsWith("evidence not sealed: ", rig.Evidence.Seal("INC-0001"), StringComparison.Ordinal);
    }

    private static EvidencePack Pack()
    {
        var pack = new EvidencePack();
        pack.AddText("b/ü.md", "text ✅", "journal");
        pack.AddJson("a.json", new { x = 1 }, "journal");
        pack.Miss("ticket", "no system");
        return pack;
    }

    private static (EvidenceManifest Manifest, IReadOnlyDictionary<string, byte[]> Files) Open(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        var files = archive.Entries.ToDictionary(entry => entry.FullName, Read);
        return (JsonSerializer.Deserialize<EvidenceManifest>(files["manifest.json"], EventBody.Json)!, files);
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static void AssertDigests(EvidenceManifest manifest, IReadOnlyDictionary<string, byte[]> files)
    {
        Assert.Equal(files.Count, manifest.Files.Count + 1);
        Assert.All(
            manifest.Files,
            file =>
                Assert.Equal(
                    (file.Sha256, file.Bytes),
                    (EvidencePack.Hash(files[file.Path]), files[file.Path].LongLength)
                )
        );
    }

    /// <summary>Every line's body is the one that was hashed, and the positions only grow.</summary>
    private static void AssertChain(string lines)
    {
        var last = 0L;
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var json = JsonDocument.Parse(line).RootElement;
            var body = System.Text.Encoding.UTF8.GetBytes(json.GetProperty("body").GetString()!);
            Assert.Equal(json.GetProperty("bodySha256").GetString(), EvidencePack.Hash(body));
            Assert.True(json.GetProperty("position").GetInt64() > last, last.ToString(CultureInfo.InvariantCulture));
            last = json.GetProperty("position").GetInt64();
        }

        Assert.NotEqual(0, last);
    }
}
