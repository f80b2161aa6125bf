using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Evidence;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;
using Mcpx.Watchdog.Evidence;
using Mcpx.Watchdog.Evidence.Parts;
using Mcpx.Watchdog.Evidence.Zip;

namespace Mcpx.Watchdog.Tests.Evidence;

public sealed class EvidencePackTests
{
    [Fact]
    public void Finish_Manifest_ListsEveryFileWithItsDigestAndEveryLine()
    {
        var zip = Packs.Seal(
            pack =>
            {
                pack.AddJson(EvidenceLines.Plan, "b/ü.json", "journal", new { x = 1 });
                pack.AddText(EvidenceLines.Note, "a.md", "journal", text => text.Write("text ✅"));
                pack.None(EvidenceLines.Ticket, "no system");
                pack.Miss(EvidenceLines.Samples, "not kept");
            },
            part: 2
        );

        var (manifest, files) = Packs.Open(new MemoryStream(zip));

        Assert.Equal(
            ("INC-0001", "Prod", 2, 1),
            (manifest.Incident, manifest.Environment, manifest.Part, manifest.Format)
        );
        Assert.Equal(["a.md", "b/ü.json"], manifest.Files.Select(file => file.Path));
        Assert.All(
            manifest.Files,
            file =>
                Assert.Equal(
                    (file.Sha256, file.Bytes, 2),
                    (
                        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(files[file.Path])),
                        files[file.Path].LongLength,
                        file.Part
                    )
                )
        );
        Assert.Equal(EvidenceLines.All.Select(line => line.Name), manifest.Lines.Select(line => line.Name));
        Assert.Equal(LineState.Present, State(manifest, EvidenceLines.Note));
        Assert.Equal(LineState.NotApplicable, State(manifest, EvidenceLines.Ticket));
        Assert.Contains(new MissingEvidence(EvidenceLines.Samples, "not kept"), manifest.Missing);
        Assert.Contains(new MissingEvidence(EvidenceLines.SseHealth, "nothing was collected"), manifest.Missing);
        Assert.Equal(
            "Metric screenshots (SSE Health)",
            manifest.Lines.Single(line => line.Name == EvidenceLines.SseHealth).Runbook
        );
    }

    [Fact]
    public void CsvRow_Fields_AreQuotedUtcAndNoFormulas()
    {
        using var text = new StringWriter();

        CsvText.Row(
            text,
            new DateTimeOffset(2026, 11, 1, 9, 0, 0, TimeSpan.FromHours(1)),
            null,
            "a \"b\", c\nd",
            "=HYPERLINK(1)",
            1.5m,
            -3
        );

        Assert.Equal(
            "2026-11-01T08:00:00.0000000Z,,\"a \"\"b\"\", c\nd\",\"'=HYPERLINK(1)\",1.5,-3\n",
            text.ToString()
        );
    }

    [Fact]
    public async Task Seal_Incident_HoldsAgainstManifestJournalAndStore()
    {
        using var rig = await Stabilising();

        var said = rig.Evidence.Seal("INC-0001");

        var (manifest, files) = Packs.Open(rig.Store.Evidence.OpenNewest("INC-0001")!);
        var sealedAs = Assert.Single(rig.Events<EvidenceSealed>());
        var check = PackCheck.Of(rig.Store.Evidence.OpenNewest("INC-0001")!);
        Assert.Equal((check.Sha256, check.Bytes), (sealedAs.Sha256, sealedAs.Bytes));
        Assert.Equal(check.Events, rig.Incident.Version - 1);
        Assert.Equal(
            $"evidence part 1 sealed, {manifest.Files.Count} files, {manifest.Missing.Count} missing",
            said.Text
        );
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
                "smoke/before.md",
                "pictures/executive.png",
                "pictures/availability.csv",
                "pictures/sse-health.png",
                "readings/availability-Api-api-1-ready.csv",
            },
            files.Keys.ToHashSet()
        );
        Assert.Contains(
            $",300250,12,12,\"{VerdictState.Breached}\"",
            files.Text("readings/availability-Api-api-1-ready.csv"),
            StringComparison.Ordinal
        );
        Assert.Contains("| availability/Api/api-1/ready |", files.Text("smoke/before.md"), StringComparison.Ordinal);
        Assert.Contains("Plan hash: ", files.Text("decision-note.md"), StringComparison.Ordinal);
        Assert.Contains("Plan: Api from v1.9.0 to v1.8.2", files.Text("decision-note.md"), StringComparison.Ordinal);
        Assert.Contains("| v1.8.2 | ", files.Text("links/lkg-evidence.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seal_DuringTheRun_LeavesPicturesForTheKeeper()
    {
        using var rig = await Stabilising();
        rig.Evidence.Seal("INC-0001", whole: false);
        Assert.Contains("Metric pictures, Executive: drawn when the run is over", rig.Incident.Evidence!.Missing);
        using var keeper = rig.EvidenceKeeper();

        keeper.Look();

        var (manifest, files) = Packs.Open(rig.Store.Evidence.OpenNewest("INC-0001")!);
        Assert.Equal(2, manifest.Part);
        Assert.Contains("pictures/executive.png", files.Keys);
        Assert.Equal(1, manifest.Files.Single(file => file.Path == "plan.json").Part);
    }

    [Fact]
    public void Seal_NothingNew_MakesNoPart()
    {
        using var rig = new Rig();
        rig.Look(Rig.Breach());

        Assert.Equal(SealResult.Sealed, rig.Evidence.Seal("INC-0001").Result);
        Assert.Equal(SealResult.NothingNew, rig.Evidence.Seal("INC-0001").Result);

        Assert.Single(rig.Events<EvidenceSealed>());
    }

    [Fact]
    public void Seal_NoteAddedLater_IsADatedPartThatNamesTheOneBefore()
    {
        using var rig = new Rig();
        rig.Look(Rig.Breach());
        rig.Incidents.Record("INC-0001", new IncidentClosed("stable"), Actor.Watchdog);
        rig.Evidence.Seal("INC-0001");
        rig.Time.Advance(TimeSpan.FromHours(1));
        rig.Incidents.Record("INC-0001", new NoteAdded("seen"), Some.Ic);

        rig.Evidence.Seal("INC-0001");

        var (manifest, files) = Packs.Open(rig.Store.Evidence.OpenNewest("INC-0001")!);
        Assert.Equal((2, rig.Time.GetUtcNow()), (manifest.Part, manifest.SealedAt));
        var first = rig.Events<EvidenceSealed>()[0];
        Assert.Equal(new EvidencePart(1, first.Sha256, Rigged(rig)), manifest.Previous);
        Assert.Equal(
            1,
            manifest.Files.Single(file => file.Path == "plan.json" || file.Path == "deployments.json").Part
        );
        Assert.Equal(2, manifest.Files.Single(file => file.Path == "journal.jsonl").Part);
        Assert.Contains("seen", files.Text("journal.jsonl"), StringComparison.Ordinal);

        static DateTimeOffset Rigged(Rig rig) => rig.Time.GetUtcNow() - TimeSpan.FromHours(1);
    }

    [Fact]
    public void Seal_ReadingsAgedOutSinceTheEnd_CarriesThemFromThePartBefore()
    {
        using var rig = new Rig();
        rig.Look(Rig.Breach());
        rig.Store.Samples.Write("Prod", rig.Time.GetUtcNow(), [Rig.Breach()], []);
        rig.Incidents.Record("INC-0001", new IncidentClosed("stable"), Actor.Watchdog);
        rig.Evidence.Seal("INC-0001");
        var before = Packs.Open(rig.Store.Evidence.OpenNewest("INC-0001")!);
        rig.Time.Advance(TimeSpan.FromDays(100));
        var kept = new SampleRetention(TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(3));
        while (rig.Store.Thinning.Step(kept, rig.Time.GetUtcNow()) > 0)
        {
            // Until nothing is left.
        }

        rig.Incidents.Record("INC-0001", new NoteAdded("late"), Some.Ic);

        Assert.Equal(SealResult.Sealed, rig.Evidence.Seal("INC-0001").Result);

        var (manifest, files) = Packs.Open(rig.Store.Evidence.OpenNewest("INC-0001")!);
        const string readings = "readings/availability-Api-api-1-ready.csv";
        Assert.Equal(before.Files[readings], files[readings]);
        Assert.Equal(1, manifest.Files.Single(file => file.Path == readings).Part);
        Assert.Equal(LineState.Present, State(manifest, EvidenceLines.Readings));
    }

    [Fact]
    public void Seal_Settings_AreThereBeforeAndAfter()
    {
        using var rig = new Rig();
        rig.Environments.Append(
            "Prod",
            Actor.Watchdog,
            _ =>
                [
                    new ChangeSeen(
                        new(
                            "audit-7",
                            ChangeKind.Flag,
                            Component.Config,
                            "EnableX",
                            "off",
                            "on",
                            "eve",
                            rig.Time.GetUtcNow()
                        )
                    ),
                ]
        );
        rig.Look(Rig.Breach());

        rig.Evidence.Seal("INC-0001");

        var (_, files) = Packs.Open(rig.Store.Evidence.OpenNewest("INC-0001")!);
        Assert.Contains(
            "\"Flag\",\"EnableX\",\"off\",\"on\",\"eve\",\"audit-7\"",
            files.Text("changes.csv"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "| Flag | EnableX | off | on | eve | audit-7 |",
            files.Text("changes.md"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Seal_TicketIsConfigured_IsLinked()
    {
        using var rig = new Rig();
        rig.Look(Rig.Breach());
        var options = rig.Options with
        {
            Evidence = new EvidenceOptions { Ticket = "https://tickets.example.com/?q={incident}" },
        };

        rig.Sealing(new TicketPart(options)).Seal("INC-0001");

        var (_, files) = Packs.Open(rig.Store.Evidence.OpenNewest("INC-0001")!);
        Assert.Contains(
            "https://tickets.example.com/?q=INC-0001",
            files.Text("links/incident.md"),
            StringComparison.Ordinal
        );
    }

    /// <summary>An incident whose run came to its end.</summary>
    internal static async Task<Rig> Stabilising()
    {
        var rig = new Rig();
        rig.Approved();
        rig.Store.Samples.Write("Prod", rig.Time.GetUtcNow(), [Rig.Breach()], []);
        await rig.RunAsync("it stabilises", i => i.Status == IncidentStatus.Stabilising, FakeStep.All());
        return rig;
    }

    private static LineState State(EvidenceManifest manifest, string line) =>
        manifest.Lines.Single(one => one.Name == line).State;
}
