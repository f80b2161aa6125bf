using Mcpx.Dashboard.Components.Feed;
using Mcpx.Dashboard.Components.Pages.Audit;
using Mcpx.Dashboard.Live;
using Mcpx.Dashboard.Store;
using Mcpx.Db;
using Mcpx.Db.Proof;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Tests.Pages;

public sealed class AuditViewTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 2, 31, 8, TimeSpan.Zero);

    [Fact]
    public void Href_OfWhatIsLookedFor_EscapesAndLeavesOutTheRest() =>
        Assert.Equal(
            "audit?kind=incident&actor=a%26b&text=50%20%25%20%3F&entry=812",
            new AuditQuery(Kind: "incident", Actor: "a&b", Text: "50 % ?").Href("audit", 812)
        );

    [Fact]
    public void Trimmed_Blanks_AreNothing()
    {
        var query = new AuditQuery("", " ", "\t", " ada ").Trimmed();

        Assert.Equal(new AuditQuery(Actor: "ada"), query);
        Assert.True(query.IsNarrow);
        Assert.False(new AuditQuery("").Trimmed().IsNarrow);
    }

    [Fact]
    public void Filter_FromAndLast_TheOneThatIsWrittenCounts()
    {
        var last = new AuditQuery(Last: "hour").Filter(JournalState.Empty, Now);
        var from = new AuditQuery(Last: "hour", From: "2026-11-01T09:00").Filter(JournalState.Empty, Now);

        Assert.Equal(Now.AddHours(-1), last.From);
        Assert.Equal(new DateTimeOffset(2026, 11, 1, 9, 0, 0, TimeSpan.Zero), from.From);
    }

    [Fact]
    public void Problem_FieldTooLong_IsNamed() =>
        Assert.Equal("text is longer than 200 characters.", new AuditQuery(Text: new string('x', 201)).Problem);

    [Fact]
    public void Chain_NobodyAsked_IsNeitherWellNorBroken()
    {
        var view = ChainView.Of(new ChainUnverified(), null, configured: false, 812, Now);

        Assert.Equal((VerdictState.NoData, "Not verified since the dashboard started"), (view.State, view.Title));
        Assert.Equal(VerdictState.NotEnoughSamples, Assert.Single(view.Anchors).State);
    }

    [Fact]
    public void Chain_Held_SaysUpToWhereAndWhatCameSince()
    {
        var chain = new ChainVerified(
            Now.AddMinutes(-3),
            TimeSpan.FromMilliseconds(320),
            "auditor",
            Report(),
            "no anchor file is configured"
        );

        var view = ChainView.Of(chain, null, configured: false, 815, Now);

        Assert.Equal((VerdictState.Healthy, "The chain holds up to 812"), (view.State, view.Title));
        Assert.Equal(
            "Verified 3 min ago for auditor, in 320 ms: 812 entries. Not compared with anchors: no anchor file is configured. 3 written since are not verified.",
            view.Detail
        );
    }

    [Fact]
    public void Chain_Broken_IsRedAndListsWhatWasFound()
    {
        var report = Report() with
        {
            Findings = [new(7, FindingKind.Changed, "the body is not the one that was hashed")],
            FindingCount = 31,
        };

        var view = ChainView.Of(new ChainVerified(Now, TimeSpan.Zero, "auditor", report, null), null, true, 812, Now);

        Assert.Equal((VerdictState.Breached, "The chain does not hold: 31 findings"), (view.State, view.Title));
        Assert.Equal(7, Assert.Single(view.Findings).Position);
    }

    [Fact]
    public void Chain_CouldNotBeRead_IsNoHealth()
    {
        var view = ChainView.Of(new ChainUnreadable(Now.AddSeconds(-9), "disk I/O error"), null, true, 812, Now);

        Assert.Equal(VerdictState.ProbeError, view.State);
        Assert.Contains("disk I/O error", view.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "no answer", VerdictState.NoData)]
    [InlineData("disk full", null, VerdictState.ProbeError)]
    [InlineData(null, null, VerdictState.Healthy)]
    public void Anchors_AsTheWatchdogSays_AreWellOnlyWhereOneLies(string? fault, string? problem, VerdictState expected)
    {
        var place = new AnchorPlace("file", 800, Now.AddMinutes(-4), fault, fault is null ? null : Now.AddMinutes(-2));
        var standings = new AnchorStandings(problem is null ? [place] : [], problem, Now);

        var line = Assert.Single(AnchorStanding.Of(standings, configured: true, Now));

        Assert.Equal(expected, line.State);
    }

    [Fact]
    public void Anchors_NoneSinceTheStart_IsNoData() =>
        Assert.Equal(
            VerdictState.NoData,
            Assert.Single(AnchorStanding.Of(new([], null, Now), configured: true, Now)).State
        );

    [Fact]
    public void Row_Purged_SaysByWhichEntryAndInventsNobody()
    {
        var row = AuditRow.Of(Row(body: null, purgedBy: 900), JournalState.Empty);

        Assert.Equal(("not kept", "Note added: purged after retention by entry 900"), (row.Who, row.What));
        Assert.False(row.Readable);
    }

    [Theory]
    [InlineData(null, "the body is not there, and no purge removed it")]
    [InlineData("no json", "the body is none that this version can read")]
    [InlineData("""{"schema":9,"type":"Unheard","data":{}}""", "the body is none that this version can read")]
    public void Row_BodyThatCannotBeRead_SaysSo(string? body, string expected) =>
        Assert.EndsWith(
            expected,
            AuditRow.Of(Row(body is null ? null : System.Text.Encoding.UTF8.GetBytes(body)), JournalState.Empty).What,
            StringComparison.Ordinal
        );

    [Fact]
    public void Words_OfAStep_LeaveNoEmptyTitle()
    {
        var body = EventBody.Write("incident/INC-0001", 1, Now, Actor.Watchdog, new StepStarted(3));

        Assert.Equal("Step 3 started", AuditWords.Of(Row(body)).What);
    }

    private static ProofReport Report() => new(812, 0, 812, "ab", 0, null, null, [], 0, []);

    private static JournalRow Row(byte[]? body, long? purgedBy = null) =>
        new(
            7,
            "incident/INC-0001",
            1,
            "NoteAdded",
            Now,
            "ab",
            body is null ? null : (ReadOnlyMemory<byte>?)body,
            purgedBy
        );
}
