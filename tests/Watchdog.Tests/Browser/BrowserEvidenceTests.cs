using System.Text;
using System.Text.Json.Nodes;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Evidence;
using Mcpx.Watchdog.Browser;
using Mcpx.Watchdog.Evidence;
using Mcpx.Watchdog.Evidence.Parts;

namespace Mcpx.Watchdog.Tests.Browser;

public sealed class BrowserEvidenceTests
{
    [Fact]
    public void Add_NotConfigured_IsMissingAndSaysSo()
    {
        var pack = Pack(new Rig());

        Assert.Equal((LineState.NotApplicable, "not configured"), (pack.Line.State, pack.Line.Why));
        Assert.Empty(pack.Files);
    }

    [Fact]
    public void Add_NothingSeenYet_IsMissingAndSaysSo()
    {
        var pack = Pack(Watching());

        Assert.Equal((LineState.Missing, "none has ended yet"), (pack.Line.State, pack.Line.Why));
    }

    [Fact]
    public void Add_Looks_BringsTheNewestFailedAndTheNewestPassed()
    {
        var rig = Watching();
        Keep(rig, passed: true, minutes: -60);
        Keep(rig, passed: true, minutes: -50);
        Keep(rig, passed: false, minutes: 0);
        Keep(rig, passed: false, minutes: 1);

        var pack = Pack(rig);

        Assert.Equal(LineState.Present, pack.Line.State);
        Assert.Equal(
            [
                "browser/failed/01-dashboard.jpg",
                "browser/failed/result.json",
                "browser/passed/01-dashboard.jpg",
                "browser/passed/result.json",
            ],
            pack.Files.Keys.Order(StringComparer.Ordinal)
        );
        Assert.Equal("""{"minutes":1}""", pack.Files.Text("browser/failed/result.json"));
    }

    [Fact]
    public void Add_FailedLongBeforeTheOnset_IsNotOfThisIncident()
    {
        var rig = Watching();
        Keep(rig, passed: false, minutes: -600);
        Keep(rig, passed: true, minutes: 0);

        Assert.Equal(2, Pack(rig).Files.Count);
    }

    [Fact]
    public void Add_NewestCouldNotRun_IsMissingBesideTheOneBefore()
    {
        var rig = Watching();
        Keep(rig, passed: true, minutes: 0);
        rig.Looks.Tell("Prod", "no Chromium is installed");

        var pack = Pack(rig);

        Assert.Equal(2, pack.Files.Count);
        Assert.Equal(
            (LineState.Missing, "the newest is missing; the browser check could not run: no Chromium is installed"),
            (pack.Line.State, pack.Line.Why)
        );
    }

    private static Rig Watching() =>
        new(
            Some.Environment() with
            {
                Probes = new() { Workflows = new() { Browser = new() { Command = ["check"] } } },
            }
        );

    private static (EvidenceLine Line, IReadOnlyDictionary<string, byte[]> Files) Pack(Rig rig)
    {
        using (rig)
        {
            var about = new EvidenceCase(rig.Look(Rig.Breach())!, rig.Tail.Current, rig.Time.GetUtcNow());
            var zip = Packs.Seal(pack =>
                new BrowserPart(rig.Options, rig.Looks).Add(EvidenceLines.Browser, pack, about)
            );
            var (manifest, files) = Packs.Open(new MemoryStream(zip));
            return (
                manifest.Lines.Single(line => line.Name == EvidenceLines.Browser),
                files.Where(file => file.Key != "manifest.json").ToDictionary()
            );
        }
    }

    private static void Keep(Rig rig, bool passed, int minutes)
    {
        var folder = rig.Looks.Begin("Prod");
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, "01-dashboard.jpg"), Encoding.UTF8.GetBytes(FakeCheck.Picture));
        var outcome = passed ? BrowserOutcome.Passed : BrowserOutcome.Failed;
        Assert.Null(
            rig.Looks.Keep(
                "Prod",
                folder,
                Some.Start.AddMinutes(minutes),
                "web-1",
                new(outcome, null, [], [new("01-dashboard.jpg", FakeCheck.PictureSha256)]),
                new JsonObject { ["minutes"] = minutes }
            )
        );
    }
}
