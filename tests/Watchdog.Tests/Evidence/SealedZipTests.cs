using System.IO.Compression;
using System.Text;
using CsCheck;
using Mcpx.Domain.Evidence;
using Mcpx.Watchdog.Evidence.Zip;

namespace Mcpx.Watchdog.Tests.Evidence;

public sealed class SealedZipTests
{
    [Fact]
    public void Check_AnyByteFlipped_IsFound()
    {
        var zip = Packs.Small();
        Packs.Check(zip);
        for (var i = 0; i < zip.Length; i++)
        {
            foreach (var flip in (byte[])[1, 0x80, 0xFF])
            {
                zip[i] ^= flip;
                Assert.Throws<InvalidDataException>(() => Packs.Check(zip));
                zip[i] ^= flip;
            }
        }
    }

    [Fact]
    public void Check_CutAnywhere_IsFound()
    {
        var zip = Packs.Small();

        Assert.All(
            Enumerable.Range(0, zip.Length),
            length => Assert.Throws<InvalidDataException>(() => Packs.Check(zip[..length]))
        );
    }

    [Fact]
    public void Check_SomethingAfterTheEnd_IsFound() =>
        Assert.Equal("something follows the zip's end", Packs.Problem([.. Packs.Small(), 0]));

    [Fact]
    public void Check_AnyBytes_NeverThrowsAnythingElse() =>
        Gen
            .Byte.Array[0, 200]
            .Select(Gen.Int[0, 60], (noise, keep) => (byte[])[.. Packs.Small()[..keep], .. noise])
            .Sample(zip => Assert.Throws<InvalidDataException>(() => Packs.Check(zip)), iter: 2_000);

    [Fact]
    public void Write_Pack_IsReadByAnyZipProgram()
    {
        var (manifest, files) = Packs.Open(new MemoryStream(Packs.Small()));

        Assert.Equal("Reason: ✅", files.Text("decision-note.md"));
        Assert.Equal([1, 2, 3, 255], files["pictures/executive.png"]);
        Assert.Equal(files.Count - 1, manifest.Files.Count);
        using var archive = new ZipArchive(new MemoryStream(Packs.Small()));
        Assert.Equal("manifest.json", archive.Entries[^1].FullName);
        Assert.All(archive.Entries, entry => Assert.Equal(Some.Start.DateTime, entry.LastWriteTime.DateTime));
    }

    [Fact]
    public void Write_SameContent_IsTheSameBytes() => Assert.Equal(Packs.Small(), Packs.Small());

    [Fact]
    public void Add_WriterThrowsHalfWay_LeavesNothingOfIt()
    {
        var zip = Packs.Seal(pack =>
        {
            pack.AddText(EvidenceLines.Note, "a.md", "journal", text => text.Write("a"));
            Assert.Throws<FormatException>(() =>
                pack.Add(
                    EvidenceLines.Readings,
                    "b.csv",
                    "samples",
                    stream =>
                    {
                        stream.Write(new byte[200_000]);
                        throw new FormatException();
                    }
                )
            );
            pack.AddText(EvidenceLines.Plan, "c.json", "journal", text => text.Write("c"));
        });

        Assert.Equal(["a.md", "c.json"], Packs.Check(zip).Files.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Add_MoreThanAPackMayHave_IsRefusedAndWhatWasThereStays()
    {
        using var output = new MemoryStream();
        var writer = new SealedZipWriter(output, Some.Start, most: 10_000);
        writer.Add("a.png", "samples", stream => stream.Write(new byte[4_000]));

        Assert.Throws<InvalidDataException>(() =>
            writer.Add("b.png", "samples", stream => stream.Write(new byte[8_000]))
        );
        Assert.False(writer.Broken);
        writer.Finish();
        Assert.Equal(["a.png"], SealedZipReader.Read(Again(output), _ => null).Select(file => file.Item.Name));
    }

    [Theory]
    [InlineData("../a", "leads elsewhere")]
    [InlineData("/etc/passwd", "leads elsewhere")]
    [InlineData("a//b", "leads elsewhere")]
    [InlineData("a/./b", "leads elsewhere")]
    [InlineData("a\\b", "a character that not every system takes")]
    [InlineData("C:a", "a character that not every system takes")]
    [InlineData("a\nb", "a character that not every system takes")]
    [InlineData("con", "a device's")]
    [InlineData("x/LPT1.txt", "a device's")]
    public void Check_UnsafeName_IsRefused(string name, string why) =>
        Assert.Contains(why, Packs.Problem(Hostile((name, "x"u8.ToArray()))), StringComparison.Ordinal);

    [Fact]
    public void Check_SameNameTwice_IsRefused() =>
        Assert.Equal("A.txt is there twice", Packs.Problem(Hostile(("a.txt", [1]), ("A.txt", [2]))));

    [Fact]
    public void Check_NoManifest_IsRefused() =>
        Assert.Equal("it has no manifest at its end", Packs.Problem(Hostile(("a.txt", [1]))));

    [Fact]
    public void Check_FileThatNobodyListed_IsFound()
    {
        var manifest =
            """{"incident":"I","environment":"Prod","part":1,"sealedAt":"2026-11-01T09:00:00Z","files":[],"missing":[]}""";

        Assert.Equal(
            "a.txt is there and not listed",
            Packs.Problem(Hostile(("a.txt", [1]), ("manifest.json", Encoding.UTF8.GetBytes(manifest))))
        );
    }

    [Theory]
    [InlineData("{}", "its manifest does not say what it should")]
    [InlineData("null", "its manifest does not say what it should")]
    [InlineData("[", "its manifest cannot be read")]
    [InlineData(
        """{"incident":"I","environment":"Prod","part":1,"sealedAt":"2026-11-01T09:00:00Z","files":[{"path":"b","sha256":"","bytes":1,"source":""}],"missing":[]}""",
        "b is listed and not there"
    )]
    [InlineData(
        """{"incident":"I","environment":"Prod","part":1,"sealedAt":"2026-11-01T09:00:00Z","files":[],"missing":[],"format":2}""",
        "its format 2 is not known here"
    )]
    [InlineData(
        """{"incident":"I","environment":"Prod","part":1,"sealedAt":"2026-11-01T09:00:02Z","files":[],"missing":[]}""",
        "manifest.json has another time than the manifest"
    )]
    public void Check_ManifestIsWrong_SaysHow(string manifest, string problem) =>
        Assert.StartsWith(
            problem,
            Packs.Problem(Hostile(("manifest.json", Encoding.UTF8.GetBytes(manifest)))),
            StringComparison.Ordinal
        );

    [Fact]
    public void Check_Bomb_IsRefusedBeforeItIsUnpacked()
    {
        // Packed well within what deflate can do: it is the sum that is refused.
        var output = new MemoryStream();
        var writer = new SealedZipWriter(output, Some.Start);
        var zeros = new byte[1024 * 1024];
        for (var i = 0; i < 5; i++)
        {
            writer.Add(
                $"{i}.txt",
                "",
                stream =>
                {
                    for (var times = 0; times < 8; times++)
                    {
                        stream.Write(zeros);
                    }
                }
            );
        }

        writer.Finish();
        var zip = output.ToArray();
        // The headers of the last now claim as much as a header can.
        var local = zip.AsSpan().LastIndexOf("4.txt"u8[..]) is var central
            ? zip.AsSpan(0, central).LastIndexOf("4.txt"u8) - 30
            : 0;
        BitConverter.TryWriteBytes(zip.AsSpan(local + 22), uint.MaxValue);

        Assert.Equal("4.txt would unpack to more than a pack holds", Packs.Problem(zip));
    }

    [Theory]
    [InlineData(0, "the body is not the one that was hashed")]
    [InlineData(1, "the hash does not follow from the one before")]
    [InlineData(2, "is not the next event")]
    [InlineData(3, "cannot be read")]
    [InlineData(4, "the hash does not follow from the one before")]
    public void Check_JournalWasRewrittenWithItsManifest_IsFoundInTheChain(int way, string problem)
    {
        var lines = new MemoryStream();
        Packs.Chain(lines, 1, 2, 3);
        var text = Encoding.UTF8.GetString(lines.ToArray()).Split('\n');
        text = way switch
        {
            0 =>
            [
                text[0],
                text[1].Replace("{\\u0022at\\u0022:2}", "{\\u0022at\\u0022:7}", StringComparison.Ordinal),
                text[2],
                "",
            ],
            1 => [text[0], text[1].Replace("\"position\":2", "\"position\":4", StringComparison.Ordinal), text[2], ""],
            2 => [text[1], text[0], text[2], ""],
            3 => [text[0], "{", text[2], ""],
            _ => [text[0], text[1], Other(3), ""],
        };

        var zip = Packs.Seal(pack =>
            pack.AddText(
                EvidenceLines.Journal,
                PackCheck.JournalFile,
                "",
                output => output.Write(string.Join('\n', text))
            )
        );

        Assert.Contains(problem, Packs.Problem(zip), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_PurgedBody_HoldsAndIsCounted()
    {
        var zip = Packs.Seal(pack =>
            pack.Add(
                EvidenceLines.Journal,
                PackCheck.JournalFile,
                "",
                output =>
                {
                    var lines = new MemoryStream();
                    Packs.Chain(lines, 1, 2);
                    var text = Encoding.UTF8.GetString(lines.ToArray());
                    var at = text.IndexOf("\"body\":", StringComparison.Ordinal) + 7;
                    var end = text.IndexOf('}', text.IndexOf("}\"", at, StringComparison.Ordinal) + 1);
                    output.Write(Encoding.UTF8.GetBytes(text[..at] + "null" + text[end..]));
                }
            )
        );

        var check = Packs.Check(zip);
        Assert.Equal((2, 1), (check.Events, check.Purged));
    }

    /// <summary>A link that is right by itself and follows from another one.</summary>
    private static string Other(long position)
    {
        var lines = new MemoryStream();
        Packs.Chain(lines, position);
        return Encoding.UTF8.GetString(lines.ToArray()).TrimEnd('\n');
    }

    private static MemoryStream Again(MemoryStream output) => new(output.ToArray());

    /// <summary>A zip in the sealed form whose names and manifest nobody looked at.</summary>
    private static byte[] Hostile(params (string Name, byte[] Bytes)[] files)
    {
        using var output = new MemoryStream();
        var writer = new SealedZipWriter(output, Some.Start);
        foreach (var (name, bytes) in files)
        {
            writer.Add(name, "", stream => stream.Write(bytes));
        }

        writer.Finish();
        return output.ToArray();
    }
}
