using Bunit;
using Mcpx.Dashboard.Components.Pages.Audit;
using Mcpx.Dashboard.Components.Pages.Settings;
using Mcpx.Dashboard.Store;
using Mcpx.Db.Proof;
using Mcpx.Domain.Replay;

namespace Mcpx.Dashboard.Tests.Components;

/// <summary>States of the audit's and the settings' parts.</summary>
public sealed class AuditComponentsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 2, 31, 8, TimeSpan.Zero);

    [Fact]
    public async Task Chain_Verifying_ShowsHowFarAndCannotBeBegunTwice()
    {
        await using var ctx = new BunitContext();
        var panel = ctx.Render<ChainPanel>(p =>
            p.Add(c => c.View, View(new ChainBeingVerified(Now, "auditor", 4_096, 10_000)))
        );

        Assert.Equal(
            ("4096", "10000"),
            (panel.Find("progress").GetAttribute("value"), panel.Find("progress").GetAttribute("max"))
        );
        Assert.True(panel.Find("button").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Chain_NotVerified_IsNoDataAndAsks()
    {
        await using var ctx = new BunitContext();
        var asked = false;
        var panel = ctx.Render<ChainPanel>(p =>
            p.Add(c => c.View, View(new ChainUnverified())).Add(c => c.OnVerify, () => asked = true)
        );

        await panel.Find("button").ClickAsync();

        Assert.True(asked);
        Assert.Equal("NoData", panel.Find("section").GetAttribute("data-chain"));
    }

    [Fact]
    public async Task Chain_Broken_LeadsToTheEntryInTroubleAsText()
    {
        await using var ctx = new BunitContext();
        var report = new ProofReport(
            9,
            0,
            9,
            "ab",
            0,
            null,
            null,
            [new(7, FindingKind.Changed, "<script>"), new(0, FindingKind.Anchors, "line 3 is not whole")],
            2,
            []
        );

        var panel = ctx.Render<ChainPanel>(p =>
            p.Add(c => c.View, View(new ChainVerified(Now, default, "auditor", report, null)))
        );

        Assert.Equal("audit?entry=7", panel.Find("li a").GetAttribute("href"));
        Assert.Empty(panel.FindAll("script"));
        Assert.Equal(2, panel.FindAll("[data-finding]").Count);
    }

    [Fact]
    public async Task Entry_Purged_SaysByWhichAndKeepsTheHash()
    {
        await using var ctx = new BunitContext();
        ctx.JSInterop.Mode = JSRuntimeMode.Loose;

        var detail = Detail(ctx, Entry(body: null, purgedBy: 900));

        Assert.Equal("audit?entry=900", detail.Find("[data-purged] a").GetAttribute("href"));
        Assert.Contains(new string('a', 64), detail.Markup, StringComparison.Ordinal);
        Assert.Empty(detail.FindAll("pre"));
    }

    [Fact]
    public async Task Entry_GoneWithoutAPurge_IsTrouble()
    {
        await using var ctx = new BunitContext();
        ctx.JSInterop.Mode = JSRuntimeMode.Loose;

        Assert.NotNull(Detail(ctx, Entry(body: null, purgedBy: null)).Find("[data-missing]"));
    }

    [Fact]
    public async Task Entry_Body_IsTextWithItsHoldBeside()
    {
        await using var ctx = new BunitContext();
        ctx.JSInterop.Mode = JSRuntimeMode.Loose;

        var detail = Detail(
            ctx,
            Entry("""{ "text": "<b>" }""", null) with
            {
                Hold = "a question from outside, by director",
            }
        );

        Assert.Equal("""{ "text": "<b>" }""", detail.Find("pre").TextContent);
        Assert.Contains("a question from outside", detail.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filter_Submitted_GivesWhatWasTyped()
    {
        await using var ctx = new BunitContext();
        AuditQuery? asked = null;
        var filter = ctx.Render<AuditFilter>(p =>
            p.Add(c => c.Query, new AuditQuery(Kind: "incident"))
                .Add(c => c.Environments, ["Prod"])
                .Add(c => c.Types, ["NoteAdded"])
                .Add(c => c.OnFilter, query => asked = query)
        );

        await filter.Find("[name=actor]").ChangeAsync(" ada ");
        await filter.Find("[name=from]").ChangeAsync("2026-11-01T09:00");
        await filter.Find("form").SubmitAsync();

        Assert.Equal(new AuditQuery(Kind: "incident", Actor: "ada", From: "2026-11-01T09:00"), asked);
        Assert.Equal("audit", filter.Find("a").GetAttribute("href"));
    }

    [Fact]
    public async Task Trial_NothingRecorded_SaysWhatToSet()
    {
        await using var ctx = new BunitContext();
        var panel = ctx.Render<TrialPanel>(p => p.Add(c => c.State, new BacktestIdle()));

        Assert.Contains("Watchdog:Recording:Folder", panel.Markup, StringComparison.Ordinal);
        Assert.Empty(panel.FindAll("button"));
    }

    [Fact]
    public async Task Trial_Done_ComparesWithWhatWasRecorded()
    {
        await using var ctx = new BunitContext();
        var recorded = new BacktestResult("Prod-1.jsonl", null, BacktestWord.Unlabelled, 1, 1, null);
        var panel = ctx.Render<TrialPanel>(p =>
            p.Add(
                    c => c.State,
                    new BacktestDone(
                        "Prod: gap",
                        [(recorded, recorded with { Proposals = 0, Incidents = 0 })],
                        "1 older recording left out"
                    )
                )
                .Add(c => c.Folder, "recordings")
        );

        Assert.Contains("0 proposals in place of 1", panel.Markup, StringComparison.Ordinal);
        Assert.Contains("left out", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trial_WhoMayNot_SeesItOff()
    {
        await using var ctx = new BunitContext();
        var panel = ctx.Render<TrialPanel>(p =>
            p.Add(c => c.State, new BacktestFailed("Prod: gap", "no recording of Prod lies in recordings"))
                .Add(c => c.Folder, "recordings")
                .Add(c => c.MayStart, false)
        );

        Assert.True(panel.Find("button").HasAttribute("disabled"));
        Assert.Contains("no recording of Prod", panel.Markup, StringComparison.Ordinal);
    }

    private static ChainView View(ChainState state) => ChainView.Of(state, null, configured: false, 10, Now);

    private static AuditEntry Entry(string? body, long? purgedBy) =>
        new(
            new(7, Now, "ada, SRE", "“note”", "INC-0001", "incidents/INC-0001", body is not null, Held: false),
            "NoteAdded",
            "incident/INC-0001",
            3,
            new string('a', 64),
            new string('b', 64),
            body,
            Cut: false,
            purgedBy,
            Hold: null
        );

    private static IRenderedComponent<AuditDetail> Detail(BunitContext ctx, AuditEntry entry) =>
        ctx.Render<AuditDetail>(p =>
            p.Add(c => c.Entry, entry)
                .Add(c => c.Back, "audit")
                .Add(c => c.Link, position => FormattableString.Invariant($"audit?entry={position}"))
        );
}
