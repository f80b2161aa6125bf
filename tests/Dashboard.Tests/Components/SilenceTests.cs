using Bunit;
using Mcpx.Dashboard.Components.Feed;
using Mcpx.Dashboard.Components.Pages.Overview;
using Mcpx.Dashboard.Components.Pages.Silences;
using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Silences;
using Mcpx.Domain.Triggers;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;

namespace Mcpx.Dashboard.Tests.Components;

public sealed class SilenceTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Notice_Silenced_SaysUntilWhenByWhomAndWhy()
    {
        await using var ctx = new BunitContext();

        var notice = ctx.Render<MutedNotice>(p => p.Add(c => c.Muted, MutedModel.Of(Book(Set()), Now)!));

        Assert.Equal(
            "Notices muted until 1 Nov 14:30 by ada: the vendor looks at it",
            Text(notice.Find("p").TextContent)
        );
        Assert.NotNull(notice.Find("svg"));
    }

    [Fact]
    public async Task Notice_SomeTriggersAndMore_NamesThem()
    {
        await using var ctx = new BunitContext();
        var book = Book(Set(triggers: [TriggerNames.Latency, TriggerNames.Cors]), Set("SIL-0002", hours: 1));

        var notice = ctx.Render<MutedNotice>(p => p.Add(c => c.Muted, MutedModel.Of(book, Now)!));

        Assert.Equal(
            "Notices of latency, cors muted until 1 Nov 14:30 by ada: the vendor looks at it (1 more silence)",
            Text(notice.Find("p").TextContent)
        );
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(6)]
    public void Notice_BeforeAndAfter_IsNone(double hours) =>
        Assert.Null(MutedModel.Of(Book(Set()), Now.AddHours(hours)));

    [Fact]
    public async Task Reason_WithMarkup_IsText()
    {
        await using var ctx = new BunitContext();
        var book = Book(Set() with { Reason = "<script>alert(1)</script>" });

        var notice = ctx.Render<MutedNotice>(p => p.Add(c => c.Muted, MutedModel.Of(book, Now)!));

        Assert.Empty(notice.FindAll("script"));
        Assert.Contains("<script>", notice.Find("p").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_Silenced_KeepsItsStateAndSaysItIsMuted()
    {
        await using var ctx = new BunitContext();
        var row = ctx.Render<EnvironmentRow>(p =>
            p.Add(
                c => c.Row,
                new(
                    "Alpha",
                    "environments/Alpha",
                    VerdictState.Breached,
                    "for 6 d",
                    "evaluated 3 s ago",
                    "v1.8.2",
                    LastKnownGood: null,
                    Deployed: null,
                    new ReadinessModel(Ready: false, "Not ready, no LKG"),
                    [],
                    [],
                    Muted: MutedModel.Of(Book(Set()), Now)
                )
            )
        );

        Assert.Equal("Breached", row.Find(".eword").TextContent.Trim());
        Assert.StartsWith("Notices muted until", Text(row.Find("[data-muted]").TextContent), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Panel_WhoMayNot_SeesItAndCannotEndIt()
    {
        await using var ctx = new BunitContext();
        var panel = ctx.Render<SilencePanel>(p =>
            p.Add(c => c.Rows, SilenceRow.Of(Book(Set(), Set("SIL-0002", from: 2)), Now))
                .Add(c => c.Refusal, "It takes Deputy.")
        );

        Assert.All(panel.FindAll("button"), button => Assert.True(button.HasAttribute("disabled")));
        Assert.Contains("It takes Deputy.", panel.Markup, StringComparison.Ordinal);
        Assert.Equal(
            ["by ada, until 1 Nov 14:30", "by ada, from 1 Nov 11:00 until 1 Nov 14:30"],
            panel.FindAll("li .hint").Select(hint => Text(hint.TextContent))
        );
    }

    [Fact]
    public async Task Panel_End_NamesWhich()
    {
        await using var ctx = new BunitContext();
        string? ended = null;
        var panel = ctx.Render<SilencePanel>(p =>
            p.Add(c => c.Rows, SilenceRow.Of(Book(Set(), Set("SIL-0002", hours: 9)), Now))
                .Add(c => c.OnEnd, id => ended = id)
        );

        await panel.Find("[aria-label='End SIL-0002']").ClickAsync();

        Assert.Equal("SIL-0002", ended);
    }

    [Theory]
    [InlineData(0, "Notices of all triggers muted until 1 Nov 14:30 UTC by ada: the vendor looks at it")]
    [InlineData(
        1,
        "Notices of all triggers muted from 1 Nov 10:00 UTC until 1 Nov 14:30 UTC by ada: the vendor looks at it"
    )]
    public void Event_Set_SaysFromWhenWhereItIsLater(double from, string expected) =>
        Assert.Equal(
            expected,
            EventWords
                .Of(
                    new(1, Streams.Environment("Prod"), 1, Now, new("ada", Role.Deputy), Set(from: from)),
                    JournalState.Empty
                )
                ?.Text
        );

    [Fact]
    public void Draft_KindThatMayLastLess_ShortensWhatWasChosen()
    {
        var draft = new SilenceDraft(new()) { Kind = SilenceKind.Maintenance, Minutes = 30 * 24 * 60 };
        Assert.Equal("30 days", draft.Lengths[^1].Text);

        draft.Kind = SilenceKind.Silence;

        Assert.Equal((7 * 24 * 60, "7 days"), draft.Lengths[^1]);
        Assert.Equal(7 * 24 * 60, draft.Minutes);
    }

    [Fact]
    public void Draft_ShortLimit_OffersJustThat()
    {
        var draft = new SilenceDraft(new() { LongestSilence = TimeSpan.FromMinutes(10) });

        Assert.Equal([(10, "10 minutes")], draft.Lengths);
    }

    [Fact]
    public void Draft_At_EndsAndKeepsTheRunbooksOrder()
    {
        var draft = new SilenceDraft(new()) { Minutes = 120, Reason = "  vendor " };
        draft.Choose(TriggerNames.Cors, chosen: true);
        draft.Choose(TriggerNames.Latency, chosen: true);
        draft.Choose(TriggerNames.Parity, chosen: true);
        draft.Choose(TriggerNames.Parity, chosen: false);

        var request = draft.At(Now);

        Assert.Equal([TriggerNames.Latency, TriggerNames.Cors], request.Triggers);
        Assert.Equal((Now.AddHours(2), "vendor", null), (request.Until, request.Reason, request.From));
    }

    [Fact]
    public async Task Dialog_NeedsAReason_AndTakesTheRest()
    {
        await using var ctx = new BunitContext();
        ctx.JSInterop.Mode = JSRuntimeMode.Loose;
        ctx.Services.AddMudServices();
        var provider = ctx.Render<MudDialogProvider>();
        var draft = new SilenceDraft(new());
        Task<bool>? answer = null;
        await provider.InvokeAsync(() =>
        {
            answer = SilenceDialog.AskAsync(ctx.Services.GetRequiredService<IDialogService>(), "Prod", draft);
        });
        provider.WaitForElement("h2");

        Assert.True(provider.Find(".btn.primary").HasAttribute("disabled"));
        await provider.Find("textarea").InputAsync("ab");
        Assert.True(provider.Find(".btn.primary").HasAttribute("disabled"));
        await provider.Find("textarea").InputAsync("the vendor looks at it");
        await provider.FindAll("input[type=radio]")[1].ChangeAsync("on");
        await provider.Find("select[name=lasts]").ChangeAsync("20160");
        await provider.FindAll("input[type=checkbox]")[3].ChangeAsync(true);
        await provider.Find(".btn.primary").ClickAsync();

        Assert.True(await answer!);
        Assert.Equal(
            (SilenceKind.Maintenance, Now.AddDays(14), TriggerNames.Latency),
            (draft.Kind, draft.At(Now).Until, Assert.Single(draft.At(Now).Triggers))
        );
    }

    private static SilenceSet Set(
        string id = "SIL-0001",
        IReadOnlyList<string>? triggers = null,
        double from = 0,
        double hours = 5.5
    ) =>
        new(
            id,
            SilenceKind.Silence,
            triggers ?? [],
            "ada",
            "the vendor looks at it",
            Now.AddHours(from),
            Now.AddHours(hours)
        );

    private static SilenceBook Book(params SilenceSet[] set) =>
        set.Aggregate(SilenceBook.Empty, (book, one) => book.With(one, Now));

    private static string Text(string content) =>
        string.Join(' ', content.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
