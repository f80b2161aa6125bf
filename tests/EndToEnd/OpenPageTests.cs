using System.Net;
using System.Net.Sockets;
using Microsoft.Playwright;

namespace Mcpx.EndToEnd;

/// <summary>An open page: what it loads, what outlives its circuit, and how it writes numbers.</summary>
[Collection(nameof(Product))]
public sealed class OpenPageTests(Product product)
{
    private const int MostKb = 300;

    [BrowserFact]
    public async Task Overview_EmptyCache_LoadsLittle()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        var signedIn = await browser.NewContextAsync(new() { BaseURL = product.Dashboard.ToString() });
        await Visitor.SignInAsync(await signedIn.NewPageAsync());

        // Another context has an empty cache.
        var context = await browser.NewContextAsync(new() { BaseURL = product.Dashboard.ToString() });
        await context.AddCookiesAsync(
            (await signedIn.CookiesAsync()).Select(cookie => new Microsoft.Playwright.Cookie
            {
                Name = cookie.Name,
                Value = cookie.Value,
                Domain = cookie.Domain,
                Path = cookie.Path,
            })
        );
        var page = await context.NewPageAsync();
        var network = await context.NewCDPSessionAsync(page);
        var (bytes, answers) = (0.0, 0);
        network.Event("Network.loadingFinished").OnEvent += (_, finished) =>
        {
            bytes += finished!.Value.GetProperty("encodedDataLength").GetDouble();
            answers++;
        };
        await network.SendAsync("Network.enable");
        page.SetDefaultTimeout(Visitor.Patience);
        await page.GotoAsync("/");
        await Visitor.InteractiveAsync(page);
        await page.WaitForLoadStateAsync(LoadState.Load);

        Assert.InRange(answers, 10, 60);
        Assert.InRange(bytes / 1024, 20, MostKb);
    }

    [BrowserFact]
    public async Task LostCircuit_DashboardRestarted_KeepsPageAndWhatWasNotSent()
    {
        const string Words = "Nothing loads from outside.";
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        using var dashboard = new OwnDashboard(product, FreePort());
        await dashboard.StartAsync();
        var page = await browser.NewPageAsync(new() { BaseURL = dashboard.Address.ToString() });
        await Visitor.SignInAsync(page);
        await page.GotoAsync("/incidents?seen=here");
        await Visitor.InteractiveAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Declare an incident" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Dialog).Locator("textarea").FillAsync(Words);

        dashboard.Kill();
        await Assertions
            .Expect(page.Locator("#components-reconnect-modal .trying"))
            .ToBeVisibleAsync(new() { Timeout = Visitor.Patience });
        await dashboard.StartAsync();

        // The page finds out by itself that its circuit is gone, and loads again.
        var kept = page.Locator("#kept");
        await Assertions.Expect(kept).ToBeVisibleAsync(new() { Timeout = Visitor.Patience });
        await Assertions.Expect(kept).ToContainTextAsync("Declare an incident?");
        Assert.EndsWith("/incidents?seen=here", page.Url, StringComparison.Ordinal);
        await Visitor.InteractiveAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Declare an incident" }).First.ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog.Locator("textarea")).ToHaveValueAsync(Words);
        // Off without a reason: the circuit knows the text too.
        await Assertions.Expect(dialog.Locator(".btn.primary")).ToBeEnabledAsync();
        await Assertions.Expect(kept).ToBeHiddenAsync();

        // Going back drops it.
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Go back" }).ClickAsync();
        await Assertions.Expect(dialog).ToBeHiddenAsync();
        await page.ReloadAsync();
        await Visitor.InteractiveAsync(page);
        await Assertions.Expect(kept).ToBeHiddenAsync();
    }

    [BrowserFact]
    public async Task Dialog_Tab_GoesRoundInItAndEscapeGivesTheFocusBack()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        var page = await browser.NewPageAsync(new() { BaseURL = product.Dashboard.ToString() });
        await Visitor.SignInAsync(page);
        await Visitor.OpenAsync(page, "/environments/Prod");
        var opener = Visitor.Button(page, "Mute notices…");
        await opener.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog.GetByRole(AriaRole.Heading)).ToBeFocusedAsync();

        // Faster than a server answers, and further round than the dialog has stops.
        var stops = new HashSet<string>();
        foreach (var key in Enumerable.Repeat("Tab", 40).Concat(Enumerable.Repeat("Shift+Tab", 40)))
        {
            await page.Keyboard.PressAsync(key);
            stops.Add(
                await dialog.EvaluateAsync<string>(
                    "dialog => dialog.contains(document.activeElement) ? document.activeElement.outerHTML : 'outside'"
                )
            );
        }

        Assert.DoesNotContain("outside", stops);
        Assert.InRange(stops.Count, 6, 39);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(dialog).ToBeHiddenAsync();
        await Assertions.Expect(opener).ToBeFocusedAsync();
    }

    [BrowserTheory]
    [InlineData("de-DE", "1.234 ms, 3,8 %, p95 4,2 s of 1.200.000 calls; v1.9.0 at 10.0.0.1, 2.13.2 s-1, 12:04:05")]
    [InlineData("en-GB", "1,234 ms, 3.8 %, p95 4.2 s of 1,200,000 calls; v1.9.0 at 10.0.0.1, 2.13.2 s-1, 12:04:05")]
    public async Task Numbers_InTheBrowsersLanguage_AreItsOwnAndNothingElseIs(string language, string expected)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        var page = await browser.NewPageAsync(new() { BaseURL = product.Dashboard.ToString(), Locale = language });
        await Visitor.SignInAsync(page);
        const string Invariant =
            "1,234 ms, 3.8 %, p95 4.2 s of 1,200,000 calls; v1.9.0 at 10.0.0.1, 2.13.2 s-1, 12:04:05";

        // As a page changes while it is looked at: a text, the same text again, and a name for those who do not see it.
        var read = await page.EvaluateAsync<string[]>(
            """
            async (text) => {
              const settled = () => new Promise((resolve) => setTimeout(resolve, 50));
              const line = document.createElement("p");
              line.title = text;
              line.append("none yet");
              document.querySelector("#main").append(line);
              await settled();
              const read = [];
              for (let i = 0; i < 2; i++) {
                line.firstChild.data = text;
                await settled();
                read.push(line.textContent);
              }
              return [...read, line.title];
            }
            """,
            Invariant
        );

        Assert.Equal([expected, expected, expected], read);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
