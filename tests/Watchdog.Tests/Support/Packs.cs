using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Mcpx.Domain.Evidence;
using Mcpx.Domain.Journal;
using Mcpx.Watchdog.Evidence;
using Mcpx.Watchdog.Evidence.Zip;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>Packs made by hand, and packs opened the way anybody's zip program does.</summary>
internal static class Packs
{
    /// <summary>Seals what a test adds.</summary>
    public static byte[] Seal(Action<EvidencePack> add, DateTimeOffset? at = null, int part = 1)
    {
        using var zip = new MemoryStream();
        var time = at ?? Some.Start;
        var pack = new EvidencePack(new SealedZipWriter(zip, time), part);
        add(pack);
        pack.Finish(new("INC-0001", "Prod", part, time, [], []));
        return zip.ToArray();
    }

    /// <summary>A small one, with a chain.</summary>
    public static byte[] Small() =>
        Seal(pack =>
        {
            pack.AddText(EvidenceLines.Note, "decision-note.md", "journal", text => text.Write("Reason: ✅"));
            pack.AddText(
                EvidenceLines.Readings,
                "readings/a.csv",
                "samples",
                text => text.Write(string.Concat(Enumerable.Repeat("1,2,3\n", 40)))
            );
            pack.AddBytes(EvidenceLines.Executive, "pictures/executive.png", "samples", [1, 2, 3, 255]);
            pack.Add(EvidenceLines.Journal, PackCheck.JournalFile, "journal", stream => Chain(stream, 1, 2, 5));
        });

    public static PackCheck Check(byte[] zip) => PackCheck.Of(new MemoryStream(zip));

    public static string Problem(byte[] zip) => Assert.Throws<InvalidDataException>(() => Check(zip)).Message;

    public static (EvidenceManifest Manifest, IReadOnlyDictionary<string, byte[]> Files) Open(Stream zip)
    {
        using (zip)
        using (var archive = new ZipArchive(zip))
        {
            var files = archive.Entries.ToDictionary(entry => entry.FullName, Read);
            return (JsonSerializer.Deserialize<EvidenceManifest>(files["manifest.json"], EventBody.Json)!, files);
        }
    }

    public static string Text(this IReadOnlyDictionary<string, byte[]> files, string path) =>
        Encoding.UTF8.GetString(files[path]);

    /// <summary>Events of one stream: where positions lie apart, others' lie between.</summary>
    public static void Chain(Stream output, params long[] positions)
    {
        var hash = Domain.Journal.Chain.Genesis;
        foreach (var position in positions)
        {
            var body = Encoding.UTF8.GetBytes($$"""{"at":{{position}}}""");
            var bodyHash = System.Security.Cryptography.SHA256.HashData(body);
            var next = Domain.Journal.Chain.Next(hash, position, bodyHash);
            ChainLine.Write(
                output,
                new()
                {
                    Position = position,
                    Previous = hash,
                    BodyHash = bodyHash,
                    Hash = next,
                    Body = body,
                }
            );
            hash = next;
        }
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
