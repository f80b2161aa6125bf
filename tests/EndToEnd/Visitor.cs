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

    /// <summary>A click before the circuit is there is lost.</summary>
    public static Task InteractiveAsync(IPage page) =>
        page.Locator("html[data-interactive]").WaitForAsync(new() { State = WaitForSelectorState.Attached });

    public static Task StatusAsync(IPage page, string status) =>
        Assertions
            .Expect(page.Locator("[data-status]").First)
            .ToHaveAttributeAsync("data-status", status, new() { Timeout = Patience });
}
