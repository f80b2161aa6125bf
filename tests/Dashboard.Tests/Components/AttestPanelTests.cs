using Bunit;
using Mcpx.Dashboard.Components.Pages.Incidents;
using Microsoft.AspNetCore.Components.Forms;

namespace Mcpx.Dashboard.Tests.Components;

/// <summary>A person looks at the pages and says so.</summary>
public sealed class AttestPanelTests
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    private static readonly AttestView View = new(
        "k",
        "INC-0001",
        5,
        ["http://web-1"],
        "/dashboard, /config",
        "Prod",
        DateTimeOffset.UnixEpoch,
        Refusal: null
    );

    private readonly List<AttestAnswer> _answers = [];

    [Fact]
    public async Task Panel_WithWordsAndAPicture_SaysThePagesAreRight()
    {
        await using var context = Context();
        var panel = Render(context);
        Assert.True(panel.Find(".primary").HasAttribute("disabled"));
        Assert.Contains("Off until you say what you saw.", panel.Markup, StringComparison.Ordinal);

        await panel.Find("textarea").InputAsync("all render");
        Assert.Contains("Off until a screenshot is chosen.", panel.Markup, StringComparison.Ordinal);
        panel.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(Png, "shot.png"));
        await panel.WaitForElement(".primary:not([disabled])").ClickAsync();

        var answer = Assert.Single(_answers);
        Assert.Equal((true, "all render"), (answer.Well, answer.Words));
        Assert.Equal(Png, answer.Picture);
    }

    [Fact]
    public async Task Panel_SomethingIsWrong_NeedsWordsOnly()
    {
        await using var context = Context();
        var panel = Render(context);

        await panel.Find("textarea").InputAsync("the badge reads Alpha");
        await panel.FindAll("button")[1].ClickAsync();

        Assert.Equal((false, 0), (Assert.Single(_answers).Well, _answers[0].Picture.Length));
    }

    [Fact]
    public async Task Panel_WhatIsNoPicture_IsSaidAtOnce()
    {
        await using var context = Context();
        var panel = Render(context);

        panel.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("<svg/>", "shot.svg"));

        Assert.Equal("shot.svg is neither PNG nor JPEG.", panel.WaitForElement("[role=alert]").TextContent.Trim());
    }

    [Fact]
    public async Task Panel_WhoLeadsNoRun_SeesWhy()
    {
        await using var context = Context();
        var panel = Render(context, View with { Refusal = "It takes another role." });

        Assert.All(panel.FindAll("button"), button => Assert.True(button.HasAttribute("disabled")));
        Assert.Contains("It takes another role.", panel.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<AttestPanel> Render(BunitContext context, AttestView? view = null) =>
        context.Render<AttestPanel>(parameters =>
            parameters.Add(panel => panel.View, view ?? View).Add(panel => panel.OnAttest, _answers.Add)
        );

    private static BunitContext Context()
    {
        var context = new BunitContext();
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        return context;
    }
}
