using Bunit;
using Mcpx.Dashboard.Components.Pages.Incidents;
using Mcpx.Dashboard.Tests.Pages;
using Mcpx.Domain.Incidents;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;

namespace Mcpx.Dashboard.Tests.Components;

/// <summary>Roles, the forward hotfix and the legal hold, as each person sees them.</summary>
public sealed class RecordPanelTests
{
    private const string Digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static readonly Actor Director = new("director", Role.DecisionOwner);
    private static readonly Actor Sre = new("sre", Role.Sre);
    private readonly List<RoleRow> _roles = [];

    [Fact]
    public async Task Roles_NobodyTookOne_NameTheRosterAndCanBeTaken()
    {
        await using var context = new BunitContext();
        var panel = Render(context, Open(), Story.Ic);

        Assert.Equal(
            ["Take it: Incident Commander", "Take it: Deputy", "Take it: Scribe"],
            panel.FindAll("[data-part=roles] button").Select(button => button.GetAttribute("aria-label"))
        );
        Assert.Contains(
            "the roster names ic",
            panel.Find("[data-role=IncidentCommander]").TextContent,
            StringComparison.Ordinal
        );
        await panel.Find("[data-role=Scribe] button").ClickAsync();
        Assert.Equal((IncidentRole.Scribe, RoleAct.Take), (Assert.Single(_roles).Role, _roles[0].Act));
    }

    [Fact]
    public async Task Roles_AnothersAndOnes_OfferTakingOverAndHandingOver()
    {
        await using var context = new BunitContext();
        var incident = With(
            Open(),
            (IncidentRole.IncidentCommander, new(Story.Deputy.Name, Story.Start, From: null, Given: false)),
            (IncidentRole.Scribe, new(Story.Ic.Name, Story.Start, "sre", Given: true))
        );
        var panel = Render(context, incident, Story.Ic);

        Assert.Equal("Take over…", panel.Find("[data-role=IncidentCommander] button").TextContent);
        Assert.Equal("Hand over…", panel.Find("[data-role=Scribe] button").TextContent);
        Assert.Contains("handed over by sre", panel.Find("[data-role=Scribe]").TextContent, StringComparison.Ordinal);
        Assert.Equal(
            "Incident Commander deputy, Deputy deputy, Scribe ic, Decision Owner director.",
            RoleRow.Sentence(incident, Story.Roster)
        );
    }

    [Fact]
    public async Task Roles_OfWhoMayTakeNone_AreOffWithTheReasonSaidOnce()
    {
        await using var context = new BunitContext();
        var panel = Render(context, Open(), Story.Auditor);

        Assert.All(panel.FindAll("[data-part=roles] button"), button => Assert.True(button.HasAttribute("disabled")));
        Assert.Equal(
            "Auditor may not take a role in an incident.",
            Assert.Single(panel.FindAll("[data-part=roles] > p")).TextContent
        );
    }

    [Fact]
    public async Task Roles_OfAnSre_AreOffWhereItTakesMore()
    {
        await using var context = new BunitContext();
        var panel = Render(context, Open(), Sre);

        Assert.True(panel.Find("[data-role=IncidentCommander] button").HasAttribute("disabled"));
        Assert.False(panel.Find("[data-role=Deputy] button").HasAttribute("disabled"));
        Assert.Contains("may not lead an incident", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roles_AfterTheEnd_CanNotChange()
    {
        await using var context = new BunitContext();
        var taken = With(
            Open(),
            (
                IncidentRole.Scribe,
                new("a-person-with-a-very-long-name@a-very-long-domain.example", Story.Start, null, false)
            )
        );
        var panel = Render(context, taken with { EndedAt = Story.At(900), Status = IncidentStatus.Closed }, Story.Ic);
        var untouched = Render(context, Open() with { EndedAt = Story.At(900) }, Story.Ic);

        Assert.Empty(panel.FindAll("[data-part=roles] button"));
        Assert.Contains("very-long-domain", panel.Find("[data-role=Scribe]").TextContent, StringComparison.Ordinal);
        Assert.Empty(untouched.FindAll("[data-part=roles]"));
    }

    [Fact]
    public async Task Hold_None_IsPlacedByWhoMayAndOffForOthers()
    {
        await using var context = new BunitContext();

        Assert.False(HoldButton(Render(context, Open(), Director)).HasAttribute("disabled"));
        var panel = Render(context, Open(), Story.Ic);
        Assert.True(HoldButton(panel).HasAttribute("disabled"));
        Assert.Contains("It takes Decision Owner or Auditor.", panel.Markup, StringComparison.Ordinal);
        Assert.Contains("Place a legal hold", HoldButton(panel).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hold_Placed_SaysWhoAndWhyAndCanBeLifted()
    {
        await using var context = new BunitContext();
        var held = Open() with { Hold = new(Director, Story.Start, "<a question from outside>") };

        var panel = Render(context, held, Story.Auditor);

        Assert.Contains(
            "<a question from outside>",
            panel.Find("[data-part=hold] p").TextContent,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "by director, Decision Owner",
            panel.Find("[data-part=hold]").TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal("Lift the legal hold…", HoldButton(panel).TextContent);
        Assert.False(HoldButton(panel).HasAttribute("disabled"));
    }

    [Fact]
    public async Task Hold_OfWhatIsPurged_IsNotOffered()
    {
        await using var context = new BunitContext();

        var panel = Render(context, Open() with { Purged = new(Director, Story.Start, "retention") }, Director);

        Assert.Empty(panel.FindAll("[data-part=hold]"));
    }

    [Fact]
    public async Task Hotfix_OwedAndReviewed_SaysBoth()
    {
        await using var context = new BunitContext();
        var owed = Open() with { HotfixFor = ["0119.sql"] };

        Assert.Empty(Render(context, Open(), Story.Ic).FindAll("[data-part=hotfix]"));
        Assert.Contains("0119.sql stayed", Render(context, owed, Story.Ic).Markup, StringComparison.Ordinal);
        var reviewed = owed with { HotfixReviews = [new("0120_fix.sql", Digest, ReviewSide.Sec, "sam", "fine")] };
        Assert.Contains(
            "0120_fix.sql reviewed by sam (SEC): fine",
            Render(context, reviewed, Story.Ic).Find("[data-part=hotfix]").TextContent,
            StringComparison.Ordinal
        );
        var auditors = Render(context, owed, Story.Auditor);
        Assert.True(auditors.Find("[data-part=hotfix] button").HasAttribute("disabled"));
        Assert.Contains("may not record a hotfix", auditors.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HotfixDialog_FilledIn_KeepsWhatTheDomainTakes()
    {
        await using var context = new BunitContext();
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        context.Services.AddMudServices();
        var provider = context.Render<MudDialogProvider>();
        var draft = new HotfixDraft();
        Task<bool>? answer = null;
        await provider.InvokeAsync(() =>
        {
            answer = HotfixDialog.AskAsync(context.Services.GetRequiredService<IDialogService>(), draft);
        });
        provider.WaitForElement("h2");
        Assert.Empty(provider.FindAll("[data-problem]"));

        await provider.FindAll("input")[0].InputAsync("0120_fix.sql");
        Assert.Contains(
            "64 lower-case hexadecimal digits",
            provider.Find("[data-problem]").TextContent,
            StringComparison.Ordinal
        );
        Assert.True(provider.Find(".btn.primary").HasAttribute("disabled"));
        await provider.FindAll("input")[1].InputAsync($" {Digest.ToUpperInvariant()} ");
        await provider.Find("select").ChangeAsync("Sec");
        await provider.FindAll("input")[2].InputAsync("sam");
        await provider.Find("textarea").InputAsync("fine");
        await provider.Find(".btn.primary").ClickAsync();

        Assert.True(await answer!);
        Assert.Equal(new("0120_fix.sql", Digest, ReviewSide.Sec, "sam", "fine"), draft.Review);
    }

    [Fact]
    public async Task Severity_ByWhatBreachedAndByAPerson_SaysWhichAndOffersTheOther()
    {
        await using var context = new BunitContext();
        var panel = Render(context, Open(), Sre);
        Assert.Contains("by what breached", panel.Find("[data-part=severity]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Make it P2…", panel.Find("[data-part=severity] button").TextContent);

        var set = Open() with { SeverityWord = new(IncidentSeverity.P2, Sre, Story.Start, "one customer") };
        var after = Render(context, set, Sre);

        Assert.Contains("P2", after.Find("[data-part=severity] p").TextContent, StringComparison.Ordinal);
        Assert.Contains("one customer", after.Find("[data-part=severity]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Make it P1…", after.Find("[data-part=severity] button").TextContent);
    }

    [Fact]
    public async Task Severity_OfWhoMayNotOrOver_IsOffOrNotThere()
    {
        await using var context = new BunitContext();
        var panel = Render(context, Open(), Story.Auditor);
        Assert.True(panel.Find("[data-part=severity] button").HasAttribute("disabled"));

        var over = Render(context, Open() with { EndedAt = Story.Start }, Sre);
        Assert.Empty(over.FindAll("[data-part=severity] button"));
    }

    private static AngleSharp.Dom.IElement HoldButton(IRenderedComponent<RecordPanel> panel) =>
        panel.Find("[data-part=hold] button");

    private static Incident Open() => new Story().Opened().Incident;

    private static Incident With(Incident incident, params (IncidentRole Role, RoleHolder Holder)[] roles) =>
        incident with
        {
            Roles = roles.Aggregate(incident.Roles, (all, next) => all.SetItem(next.Role, next.Holder)),
        };

    [Fact]
    public async Task Ticket_None_SaysSoAndOffersToLinkOne()
    {
        await using var context = new BunitContext();
        var panel = Render(context, Open(), Sre);

        Assert.Contains("none linked", panel.Find("[data-part=ticket]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Link a ticket…", panel.Find("[data-part=ticket] button").TextContent);
        Assert.False(panel.Find("[data-part=ticket] button").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Ticket_LinkedAndNotTold_IsALinkWithTheFault()
    {
        await using var context = new BunitContext();
        var incident = Open() with
        {
            Ticket = new("https://tickets.example/OPS-7", "OPS-7", Actor.Watchdog, Story.Start),
            TicketFault = "tickets.example answered 503",
        };
        var panel = Render(context, incident, new Actor("zoe", Role.Viewer));

        var link = panel.Find("[data-part=ticket] a");
        Assert.Equal(
            ("https://tickets.example/OPS-7", "noopener noreferrer"),
            (link.GetAttribute("href"), link.GetAttribute("rel"))
        );
        Assert.Contains("answered 503", panel.Find("[data-part=ticket] .note").TextContent, StringComparison.Ordinal);
        Assert.True(panel.Find("[data-part=ticket] button").HasAttribute("disabled"));
    }

    private IRenderedComponent<RecordPanel> Render(BunitContext context, Incident incident, Actor me) =>
        context.Render<RecordPanel>(parameters =>
            parameters
                .Add(panel => panel.View, RecordView.Of(incident, Story.Roster, me, me))
                .Add(panel => panel.OnRole, _roles.Add)
        );
}
