using System.Text;
using System.Text.Json.Nodes;
using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Browser;
using Mcpx.Watchdog.Evidence;

namespace Mcpx.Watchdog.Tests.Browser;

public sealed class BrowserEvidenceTests
{
    [Fact]
    public void Add_NotConfigured_IsMissingAndSaysSo()
    {
        var pack = Pack(new Rig());

        Assert.Equal("Look in a real browser: not configured", Assert.Single(pack.Missing).Text());
        Assert.Equal(0, pack.Count);
    }

    [Fact]
    public void Add_NothingSeenYet_IsMissingAndSaysSo()
    {
        var pack = Pack(Watching());

        Assert.Equal("Look in a real browser: none has ended yet", Assert.Single(pack.Missing).Text());
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

        Assert.Empty(pack.Missing);
        Assert.Equal(4, pack.Count);
        var zip = new System.IO.Compression.ZipArchive(new MemoryStream(pack.Write("INC-0001", "Prod", 1, Some.Start)));
        Assert.Equal(
            [
                "browser/failed/01-dashboard.jpg",
                "browser/failed/result.json",
                "browser/passed/01-dashboard.jpg",
                "browser/passed/result.json",
                "manifest.json",
            ],
            zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal)
        );
        using var reader = new StreamReader(zip.GetEntry("browser/failed/result.json")!.Open());
        Assert.Equal("""{"minutes":1}""", reader.ReadToEnd());
    }

    [Fact]
    public void Add_FailedLongBeforeTheOnset_IsNotOfThisIncident()
    {
        var rig = Watching();
        Keep(rig, passed: false, minutes: -600);
        Keep(rig, passed: true, minutes: 0);

        Assert.Equal(2, Pack(rig).Count);
    }

    [Fact]
    public void Add_NewestCouldNotRun_IsMissingBesideTheOneBefore()
    {
        var rig = Watching();
        Keep(rig, passed: true, minutes: 0);
        rig.Looks.Tell("Prod", "no Chromium is installed");

        var pack = Pack(rig);

        Assert.Equal(2, pack.Count);
        Assert.Equal(
            "Look in a real browser, the newest: browser check could not run: no Chromium is installed",
            Assert.Single(pack.Missing).Text()
        );
    }

    private static Rig Watching() =>
        new(
            Some.Environment() with
            {
                Probes = new() { Workflows = new() { Browser = new() { Command = ["check"] } } },
            }
        );

    private static EvidencePack Pack(Rig rig)
    {
        using (rig)
        {
            var pack = new EvidencePack();
            new BrowserEvidence(rig.Options, rig.Looks).Add(pack, rig.Look(Rig.Breach())!);
            return pack;
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

file static class Missing
{
    public static string Text(this Domain.Evidence.MissingEvidence missing) => $"{missing.What}: {missing.Why}";
}
