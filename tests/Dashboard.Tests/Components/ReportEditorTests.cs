using Bunit;
using Mcpx.Dashboard.Components.Pages.Rca;
using Mcpx.Domain.Rca;

namespace Mcpx.Dashboard.Tests.Components;

/// <summary>What people write, and that nobody's typing is lost.</summary>
public sealed class ReportEditorTests
{
    private static readonly DateOnly Today = new(2026, 11, 26);
    private readonly List<ReportWords> _kept = [];

    [Fact]
    public async Task Keep_Written_GivesWordsFactorsAndFollowUps()
    {
        await using var context = new BunitContext();
        var editor = Render(context, ReportWords.None);

        await editor.FindAll("textarea")[0].InputAsync(" It was the buffer. ");
        await editor.FindAll("textarea")[1].InputAsync("no test\n\n night \n");
        await editor.Find("fieldset > .btn").ClickAsync();
        await editor.FindAll("input[type=text]")[0].InputAsync("test it");
        await editor.FindAll("input[type=text]")[1].InputAsync("qa");
        await editor.Find("form").SubmitAsync();

        var words = Assert.Single(_kept);
        Assert.Equal("It was the buffer.", words.RootCause);
        Assert.Equal(["no test", "night"], words.Factors);
        Assert.Equal([new FollowUp("test it", "qa", Today.AddDays(7))], words.FollowUps);
    }

    [Fact]
    public async Task Render_SomebodyElseKeptAVersion_SaysSoAndKeepsWhatIsTyped()
    {
        await using var context = new BunitContext();
        var editor = Render(context, new("mine", [], []));
        await editor.FindAll("textarea")[0].InputAsync("mine, longer");

        editor.Render(parameters =>
            parameters.Add(page => page.Words, new ReportWords("theirs", [], [])).Add(page => page.Newer, value: true)
        );

        Assert.Contains(
            "Somebody kept another version",
            editor.Find("[role=alert]").TextContent,
            StringComparison.Ordinal
        );
        await editor.Find("form").SubmitAsync();
        Assert.Equal("mine, longer", _kept[0].RootCause);
    }

    private IRenderedComponent<ReportEditor> Render(BunitContext context, ReportWords words) =>
        context.Render<ReportEditor>(parameters =>
            parameters.Add(page => page.Words, words).Add(page => page.Today, Today).Add(page => page.OnKeep, _kept.Add)
        );
}
