using Bunit;
using Mcpx.Dashboard.Components.Feed;
using Mcpx.Dashboard.Components.Layout;
using Mcpx.Dashboard.Tests.Pages;

namespace Mcpx.Dashboard.Tests.Components;

public sealed class KeyTests
{
    [Fact]
    public void Palette_OfAJournal_HasPagesEnvironmentsIncidentsAndReleases()
    {
        var items = PaletteItem.Of(new Story().Opened().State);
        Assert.Contains(items, item => item is { Kind: "Environment", Text: "Prod", Href: "environments/Prod" });
        Assert.Contains(items, item => item is { Kind: "Incident", Text: "INC-0001 Prod", Href: "incidents/INC-0001" });
        Assert.Contains(items, item => item is { Kind: "Release", Text: "v1.8.2" });
        Assert.Equal("Overview", items[0].Text);
    }

    [Fact]
    public void Palette_Actions_AskFirstAndEveryPageIsThere()
    {
        var items = PaletteItem.Of(new Story().State);
        Assert.All(
            items.Where(item => item.Kind == "Action"),
            item =>
                Assert.Equal(
                    ("asks first", true),
                    (item.Hint, item.Href.StartsWith("incidents?declare=", StringComparison.Ordinal))
                )
        );
        Assert.Contains(items, item => item is { Text: "Declare an incident of Prod", Href: "incidents?declare=Prod" });
        Assert.Subset(
            items.Select(item => item.Href).ToHashSet(),
            new HashSet<string> { "", "sse", "incidents", "releases", "parity", "audit", "settings", "wall" }
        );
        Assert.Equal(items.Count, items.Select(item => item.Href + item.Text).Distinct().Count());
    }

    [Fact]
    public async Task Keys_Listed_SayThatNoneApproves()
    {
        await using var ctx = new BunitContext();
        var dialogs = ctx.Render<KeyDialogs>();
        Assert.Contains("No key approves anything", dialogs.Find("#keys").TextContent, StringComparison.Ordinal);
        Assert.Equal("palette-list", dialogs.Find("[role=combobox]").GetAttribute("aria-controls"));
        Assert.NotNull(dialogs.Find("#palette-list[role=listbox]"));
    }

    [Fact]
    public void Attention_SaidTwice_ChangesOnce()
    {
        var attention = new Attention();
        var changes = 0;
        attention.Changed += () => changes++;
        attention.Set(hidden: false);
        attention.Set(hidden: true);
        attention.Set(hidden: true);
        Assert.Equal((1, true), (changes, attention.Hidden));
    }

    [Fact]
    public void Proposals_TheSameAgain_AreQuietAndNamed()
    {
        var shell = new ShellState();
        var changes = 0;
        shell.Changed += (_, _) => changes++;
        var waiting = new Story().Opened().Proposed().Incident;
        shell.SetProposals([waiting]);
        shell.SetProposals([waiting]);
        Assert.Equal((1, 1, "INC-0001 in Prod, plan 1"), (changes, shell.Proposals, shell.NewestProposal));
    }
}
