using Bunit;
using Mcpx.Dashboard.Components.Shared;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;

namespace Mcpx.Dashboard.Tests.Components;

public sealed class ConfirmDialogTests
{
    private static readonly ConfirmDialogModel Reject = new(
        "Reject this proposal?",
        "It stays rejected for this deployment.",
        [("Plan", "7f3a 91c4")],
        "Reject",
        "Reason",
        NoteRequired: true
    );

    [Fact]
    public async Task Ask_WithRequiredNote_ConfirmsOnlyWithOne()
    {
        await using var ctx = Context();
        var provider = ctx.Render<MudDialogProvider>();
        var answer = await OpenAsync(ctx, provider);

        Assert.True(provider.Find(".btn.primary").HasAttribute("disabled"));
        await provider.Find("textarea").InputAsync("  not ours  ");
        await provider.Find(".btn.primary").ClickAsync();

        Assert.Equal("not ours", await answer);
    }

    [Fact]
    public async Task Answer_WithChoices_StartsAtTheFirstAndTakesWhatWasPicked()
    {
        await using var ctx = Context();
        var provider = ctx.Render<MudDialogProvider>();
        Task<ConfirmAnswer?>? answer = null;
        await provider.InvokeAsync(() =>
        {
            answer = ConfirmDialog.AnswerAsync(
                ctx.Services.GetRequiredService<IDialogService>(),
                Reject with
                {
                    Choices = [new("For", [("5", "5 minutes"), ("10", "10 minutes")]), new("Of", [("Api", "API")])],
                }
            );
        });
        provider.WaitForElement("h2");

        await provider.Find("select").ChangeAsync("10");
        await provider.Find("textarea").InputAsync("lunch");
        await provider.Find(".btn.primary").ClickAsync();

        var given = (await answer!)!;
        Assert.Equal("lunch", given.Note);
        Assert.Equal(["10", "Api"], given.Chosen);
    }

    [Fact]
    public async Task Ask_OneLine_EnterConfirmsOnceSomethingStandsThere()
    {
        await using var ctx = Context();
        var provider = ctx.Render<MudDialogProvider>();
        Task<string?>? answer = null;
        await provider.InvokeAsync(() =>
        {
            answer = ConfirmDialog.AskAsync(
                ctx.Services.GetRequiredService<IDialogService>(),
                Reject with
                {
                    IsOneLine = true,
                }
            );
        });
        provider.WaitForElement("h2");

        await provider.Find("input").KeyDownAsync("Enter");
        Assert.False(answer!.IsCompleted);
        await provider.Find("input").InputAsync("nils");
        await provider.Find("input").KeyDownAsync("Enter");

        Assert.Equal("nils", await answer);
    }

    [Fact]
    public async Task Ask_GoBack_AnswersNull()
    {
        await using var ctx = Context();
        var provider = ctx.Render<MudDialogProvider>();
        var answer = await OpenAsync(ctx, provider);
        await provider.Find(".btn:not(.primary)").ClickAsync();
        Assert.Null(await answer);
    }

    [Fact]
    public async Task Ask_Opened_IsNamedByItsTitleAndRepeatsTheFacts()
    {
        await using var ctx = Context();
        var provider = ctx.Render<MudDialogProvider>();
        _ = await OpenAsync(ctx, provider);
        var title = provider.Find("h2");
        Assert.Equal("-1", title.GetAttribute("tabindex"));
        Assert.Equal(title.Id, provider.Find("[role=dialog]").GetAttribute("aria-labelledby"));
        Assert.Contains("7f3a 91c4", provider.Find("dl").TextContent, StringComparison.Ordinal);
    }

    private static BunitContext Context()
    {
        var ctx = new BunitContext();
        ctx.JSInterop.Mode = JSRuntimeMode.Loose;
        ctx.Services.AddMudServices();
        return ctx;
    }

    private static async Task<Task<string?>> OpenAsync(BunitContext ctx, IRenderedComponent<MudDialogProvider> provider)
    {
        var dialogs = ctx.Services.GetRequiredService<IDialogService>();
        Task<string?>? answer = null;
        await provider.InvokeAsync(() =>
        {
            answer = ConfirmDialog.AskAsync(dialogs, Reject);
        });
        provider.WaitForElement("h2");
        return answer!;
    }
}
