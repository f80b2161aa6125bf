using System.Diagnostics;
using System.Text;
using Mcpx.Db.Proof;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Db.Tests;

public sealed class JournalExportTests : IDisposable
{
    private readonly DataFolder _folder = new();

    public JournalExportTests()
    {
        _folder.Store.Journal.Append(
            Some.Ic,
            Some.Start,
            Some.Notes("a", 0, 3),
            new("b", 0, [new NoteAdded("„quoted“ \"words\"\n\u0001 & <b>"), new NoteAdded("")])
        );
        _folder.Store.Journal.Append(Some.Ic, Some.Start, Some.Notes("a", 3));
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null, null, null, 1, 6, 6, 6)]
    [InlineData(2L, 5L, null, 2, 5, 4, 4)]
    [InlineData(null, null, "b", 4, 5, 2, 2)]
    [InlineData(2L, null, "a", 2, 6, 5, 3)]
    public void Write_Part_VerifiesAlone(
        long? from,
        long? to,
        string? stream,
        long first,
        long last,
        long events,
        long bodies
    )
    {
        using var export = new MemoryStream();

        var summary = new JournalExport(_folder.Store.Journal).Write(export, from, to, stream);

        Assert.Equal(new ExportSummary(first, last, events, bodies), summary);
        var report = Check(export.ToArray());
        Assert.Empty(report.Findings);
        Assert.Equal((events, last, Hash(last)), (report.Events, report.Position, report.Hash));
    }

    [Fact]
    public void Write_NoSuchEvent_WritesNothing()
    {
        using var export = new MemoryStream();

        Assert.Null(new JournalExport(_folder.Store.Journal).Write(export, from: 7));
        Assert.Null(new JournalExport(_folder.Store.Journal).Write(export, stream: "c"));
        Assert.Equal(0, export.Length);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("a")]
    public void Check_AnyByteFlipped_IsFound(string? stream)
    {
        var export = Export(stream: stream);

        for (var at = 0; at < export.Length; at++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                export[at] ^= (byte)(1 << bit);
                Assert.False(Check(export).Holds, $"byte {at}, bit {bit}");
                export[at] ^= (byte)(1 << bit);
            }
        }

        Assert.True(Check(export).Holds);
    }

    [Fact]
    public void Check_CutAnywhere_IsFound()
    {
        var export = Export();

        Assert.All(Enumerable.Range(0, export.Length), length => Assert.False(Check(export[..length]).Holds));
    }

    [Fact]
    public void Check_LinesLeftOutDoubledOrSwapped_AreFound()
    {
        var lines = Encoding.UTF8.GetString(Export()).Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            Assert.False(Check(Join([.. lines[..i], .. lines[(i + 1)..]])).Holds);
            Assert.False(Check(Join([.. lines[..(i + 1)], .. lines[i..]])).Holds);
            if (i + 1 < lines.Count)
            {
                Assert.False(Check(Join([.. lines[..i], lines[i + 1], lines[i], .. lines[(i + 2)..]])).Holds);
            }
        }

        Assert.True(Check(Join(lines)).Holds);
    }

    [Fact]
    public void Check_Anchors_AreComparedWhereItHasThem()
    {
        var export = Export(from: 2, to: 5);

        var report = Check(export, new(1, "00", null, "early"), Claim(3), Claim(5), new(9, "00", null, "late"));
        Assert.Equal((true, 2L, (long?)5), (report.Holds, report.Anchors, report.Anchored));
        Assert.Equal(
            FindingKind.OtherChain,
            Assert.Single(Check(export, new AnchorClaim(3, Hash(4), null, "Slack")).Findings).Kind
        );
    }

    [Fact]
    public void Check_LineWithoutEnd_IsRefusedInBoundedMemory()
    {
        using var endless = new MemoryStream([.. Export()[..^200], .. new byte[17 * 1_024 * 1_024]]);

        Assert.Contains(
            ExportProof.Check(endless, []).Findings,
            finding => finding.Text.Contains("longer than", StringComparison.Ordinal)
        );
    }

    /// <summary>The procedure that docs/journal.md gives, run as it stands there.</summary>
    [PythonFact]
    public void Documented_PythonProcedure_AgreesWithOurs()
    {
        var script = Path.Combine(_folder.Path, "verify.py");
        File.WriteAllText(script, Documented());
        var export = Export(stream: "a");
        Assert.Equal(0, Python(script, export));
        for (var at = 0; at < export.Length; at += 97)
        {
            export[at] ^= 1;
            Assert.NotEqual(0, Python(script, export));
            export[at] ^= 1;
        }
    }

    private static string Documented()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "MCPX.Watchdog.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        var page = File.ReadAllText(Path.Combine(folder, "docs", "journal.md"));
        var begin = page.IndexOf("```python\n", StringComparison.Ordinal) + "```python\n".Length;
        return page[begin..page.IndexOf("```", begin, StringComparison.Ordinal)];
    }

    private int Python(string script, byte[] export)
    {
        var file = Path.Combine(_folder.Path, "export.jsonl");
        File.WriteAllBytes(file, export);
        var start = new ProcessStartInfo(PythonFactAttribute.Program, [script, file])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var python = Process.Start(start)!;
        python.StandardOutput.ReadToEnd();
        python.StandardError.ReadToEnd();
        python.WaitForExit();
        return python.ExitCode;
    }

    private AnchorClaim Claim(long position) => new(position, Hash(position), Some.Start, "a test");

    private string Hash(long position) =>
        Convert.ToHexStringLower(
            _folder
                .Store.Evidence.Links("a", long.MaxValue)
                .Concat(_folder.Store.Evidence.Links("b", long.MaxValue))
                .Single(link => link.Position == position)
                .Hash
        );

    private byte[] Export(long? from = null, long? to = null, string? stream = null)
    {
        using var export = new MemoryStream();
        new JournalExport(_folder.Store.Journal).Write(export, from, to, stream);
        return export.ToArray();
    }

    private static byte[] Join(IEnumerable<string> lines) =>
        Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));

    private static ProofReport Check(byte[] export, params AnchorClaim[] anchors)
    {
        using var input = new MemoryStream(export);
        return ExportProof.Check(input, anchors);
    }
}
