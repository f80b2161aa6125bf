using Bunit;
using Mcpx.Dashboard.Auth.Access;
using Mcpx.Dashboard.Components.Pages.Freezes;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;

namespace Mcpx.Dashboard.Tests.Components;

public sealed class FreezeBarTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly FreezeView Open = new("Prod", [], [], Shut: null);

    [Fact]
    public async Task Bar_Open_SaysSoAndOffersToFreezeOnly()
    {
        await using var ctx = new BunitContext();

        var bar = ctx.Render<FreezeBar>(p => p.Add(c => c.View, Open));

        Assert.Contains("Deploys are not frozen.", bar.Markup, StringComparison.Ordinal);
        Assert.Equal(["Freeze deploys…"], bar.FindAll("button").Select(button => button.TextContent));
    }

    [Fact]
    public async Task Bar_Frozen_SaysByWhomSinceWhenWhyAndWhatPasses()
    {
        await using var ctx = new BunitContext();
        var view = Open with
        {
            Freezes =
            [
                new("ada", "INC-0001: 5xx", Now, "INC-0001"),
                new("zoe", "audit week", Now, Until: Now.AddDays(5)),
            ],
            Hotfixes = [new(Component.Api, "v1.9.1", "the fix", "ada", Now, Now.AddHours(1), "INC-0001")],
        };

        var bar = ctx.Render<FreezeBar>(p => p.Add(c => c.View, view));
        var words = bar.FindAll(".freezewords p").Select(line => Text(line.TextContent)).ToList();

        Assert.Equal("Deploys frozen by ada since 1 Nov 09:00: INC-0001: 5xx INC-0001", words[0]);
        Assert.Equal("Deploys frozen by zoe since 1 Nov 09:00, expected until 6 Nov 09:00: audit week", words[1]);
        Assert.Equal("Hotfix v1.9.1 on Api may pass until 1 Nov 10:00, authorised by ada: the fix", words[2]);
        Assert.Equal(["Lift freeze…", "Authorise hotfix…"], bar.FindAll("button").Select(button => button.TextContent));
        Assert.Equal("incidents/INC-0001", bar.Find("a").GetAttribute("href"));
    }

    [Fact]
    public async Task Bar_ReasonWithMarkup_IsText()
    {
        await using var ctx = new BunitContext();
        var view = Open with { Freezes = [new("ada", "<script>alert(1)</script>", Now)] };

        var bar = ctx.Render<FreezeBar>(p => p.Add(c => c.View, view));

        Assert.Empty(bar.FindAll("script"));
    }

    [Fact]
    public async Task Bar_WhoMayNot_HasItsButtonsOffAndSaysWhatItTakes()
    {
        await using var ctx = new BunitContext();
        var view = Open with { Freezes = [new("ada", "INC-0001: 5xx", Now, "INC-0001")] };

        var bar = ctx.Render<FreezeBar>(p =>
            p.Add(c => c.View, view)
                .Add(c => c.MayNotFreeze, "no")
                .Add(c => c.MayNotLift, "It takes the Deputy.")
                .Add(c => c.MayNotAuthorise, "no")
        );

        Assert.All(bar.FindAll("button"), button => Assert.True(button.HasAttribute("disabled")));
        Assert.Contains("It takes the Deputy.", bar.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bar_CommandFails_SaysWhatIsNotPaused()
    {
        await using var ctx = new BunitContext();

        var bar = ctx.Render<FreezeBar>(p =>
            p.Add(c => c.View, Open with { Failing = ["gitops could not be paused: it ended with 3"] })
        );

        Assert.Equal("gitops could not be paused: it ended with 3", bar.Find("[data-failing]").TextContent);
    }

    [Fact]
    public async Task Bar_RefusedWish_IsSaidAloud()
    {
        await using var ctx = new BunitContext();

        var bar = ctx.Render<FreezeBar>(p => p.Add(c => c.View, Open).Add(c => c.Said, "INC-0001 is RollingBack"));

        Assert.Equal("INC-0001 is RollingBack", bar.Find("[role=alert]").TextContent);
    }

    [Theory]
    [InlineData("", "", false)]
    [InlineData("v1", " ", false)]
    [InlineData("v1", "the fix", true)]
    public void Draft_Complete_NeedsATagAndAReason(string tag, string reason, bool complete) =>
        Assert.Equal(complete, new AuthoriseDraft { Tag = tag, Reason = reason }.IsComplete);

    [Fact]
    public void Refusal_OfADeputyWhoDoesNotLead_SaysWhoMay()
    {
        var deputy = new Mcpx.Dashboard.Auth.Person("dee", "Dee", ["Deputy"]);

        Assert.Null(FreezeView.Refusal(Act.LiftFreeze, deputy, incident: null));
        Assert.Contains(
            "Incident Commander",
            FreezeView.Refusal(Act.AuthoriseHotfix, deputy, incident: null)!,
            StringComparison.Ordinal
        );
        Assert.NotNull(FreezeView.Refusal(Act.Freeze, person: null, incident: null));
    }

    private static string Text(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
