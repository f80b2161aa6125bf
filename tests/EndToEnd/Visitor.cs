using Microsoft.Playwright;

namespace Mcpx.EndToEnd;

/// <summary>A person at a browser.</summary>
internal static class Visitor
{
    /// <summary>How long anything may take on a busy machine.</summary>
    public const float Patience = 90_000;

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.Path, Args = Chromium.Flags });

    /// <summary>Signs in as one of the people of the development sign-in.</summary>
    public static async Task SignInAsync(IPage page, string name = "Release Manager")
    {
        page.SetDefaultTimeout(Patience);
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();
        await page.WaitForURLAsync("**/");
        await InteractiveAsync(page);
    }

    /// <summary>A browser of their own, signed in.</summary>
    public static async Task<IPage> ArriveAsync(
        IBrowser browser,
        Uri dashboard,
        string name = "Release Manager",
        int width = 1440
    )
    {
        var context = await browser.NewContextAsync(
            new()
            {
                BaseURL = dashboard.ToString(),
                ViewportSize = new() { Width = width, Height = 900 },
                AcceptDownloads = true,
            }
        );
        var page = await context.NewPageAsync();
        await SignInAsync(page, name);
        return page;
    }

    /// <summary>Opens a page and waits until it can be used.</summary>
    public static async Task OpenAsync(IPage page, string path)
    {
        await page.GotoAsync(path);
        await InteractiveAsync(page);
    }

    public static ILocator Button(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Presses a button that asks once more, writes what it wants to know and confirms.</summary>
    public static async Task ConfirmAsync(IPage page, ILocator button, string confirm, string? note = null)
    {
        await button.ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        if (note is not null)
        {
            await dialog.Locator("textarea").FillAsync(note);
        }

        await dialog.GetByRole(AriaRole.Button, new() { Name = confirm, Exact = true }).ClickAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
    }

    /// <summary>Goes to something with the Tab key alone, as who has no mouse does, and presses it.</summary>
    public static async Task PressAsync(IPage page, ILocator target, string key = "Enter")
    {
        await target.WaitForAsync();
        for (var tabs = 0; tabs < 120; tabs++)
        {
            if (await target.EvaluateAsync<bool>("one => one === document.activeElement"))
            {
                await page.Keyboard.PressAsync(key);
                return;
            }

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"The Tab key never comes to {target}.");
    }

    /// <summary>As <see cref="ConfirmAsync"/>, with keys only.</summary>
    public static async Task ConfirmByKeysAsync(IPage page, ILocator button, string confirm, string? note = null)
    {
        await PressAsync(page, button);
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog.Locator("h2")).ToBeFocusedAsync();
        if (note is not null)
        {
            await PressAsync(page, dialog.Locator("textarea"), "End");
            await page.Keyboard.TypeAsync(note);
        }

        await PressAsync(page, dialog.GetByRole(AriaRole.Button, new() { Name = confirm, Exact = true }));
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
    }

    /// <summary>The environment's word on the overview.</summary>
    public static Task EnvironmentAsync(IPage page, string name, string state) =>
        Assertions
            .Expect(page.Locator($"[data-environment='{name}']").First)
            .ToHaveAttributeAsync("data-state", state, new() { Timeout = Patience });

    /// <summary>A click before the circuit is there is lost.</summary>
    public static Task InteractiveAsync(IPage page) =>
        page.Locator("html[data-interactive]").WaitForAsync(new() { State = WaitForSelectorState.Attached });

    public static Task StatusAsync(IPage page, string status) =>
        Assertions
            .Expect(page.Locator("[data-status]").First)
            .ToHaveAttributeAsync("data-status", status, new() { Timeout = Patience });
}
