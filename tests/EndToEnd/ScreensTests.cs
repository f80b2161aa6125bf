using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Mcpx.EndToEnd;

/// <summary>
/// Every page in both themes, wide and on a phone: written to <c>artifacts/screens</c> to be looked at, without a horizontal
/// scroll bar, and without anything that axe finds against it.
/// </summary>
[Collection(nameof(Product))]
public sealed class ScreensTests(Product product)
{
    // Another one than the other tests roll back: what was rolled back is quarantined.
    private const string Release = "v1.9.2-coupled-stall";

    /// <summary>All four; of them a sample on a build machine, where every page is looked at all the same.</summary>
    private static readonly (ColorScheme Theme, int Width)[] Looks = Environment.GetEnvironmentVariable("CI") is null
        ? [(ColorScheme.Light, 1440), (ColorScheme.Light, 390), (ColorScheme.Dark, 1440), (ColorScheme.Dark, 390)]
        : [(ColorScheme.Light, 390), (ColorScheme.Dark, 1440)];

    private static readonly (string Name, string Path)[] Calm =
    [
        ("overview", "/"),
        ("wall", "/wall"),
        ("environment", "/environments/Prod"),
        ("environment-week", "/environments/Prod?range=10080"),
        ("sse", "/environments/Prod/sse"),
        ("configuration", "/environments/Prod/configuration"),
        ("incidents", "/incidents"),
        ("scorecard", "/incidents/scorecard"),
        ("releases", "/releases"),
        ("parity", "/parity"),
        ("audit", "/audit"),
        ("settings", "/settings"),
    ];

    /// <summary>
    /// What a person would be ashamed of and a machine can see: tables whose rows are all hidden, and words that are cut with the rest
    /// of them nowhere.
    /// </summary>
    private const string Shames = """
        () => {
          const shown = one => one.checkVisibility({ visibilityProperty: true });
          const tables = [...document.querySelectorAll('main table')].filter(table => {
            const rows = [...table.querySelectorAll('tbody tr')];
            return shown(table) && rows.length > 0 && !rows.some(shown);
          });
          const cut = [...document.querySelectorAll('body *')].filter(one =>
            getComputedStyle(one).textOverflow === 'ellipsis' && shown(one)
            && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1 && !one.closest('[title]'));
          return [
            ...tables.map(table => `no row of “${table.ariaLabel}” is shown`),
            ...cut.map(one => `“${one.textContent.trim()}” is cut`),
          ];
        }
        """;

    [BrowserFact]
    public async Task EveryPage_BothThemesWideAndNarrow_IsShotAndHasNothingAgainstIt()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Visitor.LaunchAsync(playwright);
        var page = await browser.NewPageAsync(new() { BaseURL = product.Dashboard.ToString() });
        await Visitor.SignInAsync(page);
        await Assertions
            .Expect(page.Locator("[data-environment='Prod']").First)
            .ToHaveAttributeAsync("data-state", "Healthy", new() { Timeout = Visitor.Patience });
        var found = new List<string>();
        foreach (var (name, path) in Calm)
        {
            await ShootAsync(page, $"{name}-calm", path, found);
        }

        await product.SandboxAsync("deploy", "Prod", Release);
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Review rollback" }).First.ClickAsync();
        await page.WaitForURLAsync("**/incidents/INC-*");
        var incident = new Uri(page.Url).AbsolutePath;
        await ShootAsync(page, "overview-proposed", "/", found);
        await ShootAsync(page, "environment-proposed", "/environments/Prod", found);
        await ShootAsync(page, "incident-proposed", incident, found);
        await ShootAsync(page, "sse-stalled", "/environments/Prod/sse", found);
        await ShootAsync(page, "wall-proposed", "/wall", found);
        if (LongBrowserFactAttribute.Long)
        {
            await ShootAsOthersSeeAsync(page, "overview", "/");
            await ShootAsOthersSeeAsync(page, "incident", incident);
            await ShootAsOthersSeeAsync(page, "sse", "/environments/Prod/sse");
        }

        await page.GotoAsync(incident);
        await Visitor.InteractiveAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve and start rollback" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog)
            .GetByRole(AriaRole.Button, new() { Name = "Approve rollback" })
            .ClickAsync();
        await Visitor.StatusAsync(page, "RollingBack");
        await ShootAsync(page, "incident-running", incident, found);
        await page.GotoAsync(incident);
        await Visitor.StatusAsync(page, "Closed");
        await ShootAsync(page, "incident-closed", incident, found);
        await ShootAsync(page, "report", $"{incident}/rca", found);
        await ShootAsync(page, "scorecard", "/incidents/scorecard", found);

        Assert.Empty(found);
    }

    /// <summary>The same page as people with another colour vision see it, to be looked at.</summary>
    private static async Task ShootAsOthersSeeAsync(IPage page, string name, string path)
    {
        await Visitor.OpenAsync(page, path);
        await page.SetViewportSizeAsync(1440, 900);
        var chromium = await page.Context.NewCDPSessionAsync(page);
        foreach (var theme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = theme, ReducedMotion = ReducedMotion.Reduce });
            foreach (var vision in new[] { "deuteranopia", "protanopia", "tritanopia" })
            {
                await chromium.SendAsync(
                    "Emulation.setEmulatedVisionDeficiency",
                    new Dictionary<string, object> { ["type"] = vision }
                );
                var look = theme == ColorScheme.Light ? "light" : "dark";
                await page.ScreenshotAsync(
                    new() { Path = Path.Combine(Folder(), $"vision-{name}-{vision}-{look}.png") }
                );
            }
        }

        await chromium.SendAsync(
            "Emulation.setEmulatedVisionDeficiency",
            new Dictionary<string, object> { ["type"] = "none" }
        );
    }

    private static string Folder() =>
        Directory.CreateDirectory(Path.Combine(Product.Root(), "artifacts", "screens")).FullName;

    private static async Task ShootAsync(IPage page, string name, string path, List<string> found)
    {
        await page.GotoAsync(path);
        await Visitor.InteractiveAsync(page);
        foreach (var (theme, width) in Looks)
        {
            await page.EmulateMediaAsync(new() { ColorScheme = theme, ReducedMotion = ReducedMotion.Reduce });
            await page.SetViewportSizeAsync(width, 900);
            var screen = $"{name}-{width}-{(theme == ColorScheme.Light ? "light" : "dark")}";
            await page.ScreenshotAsync(new() { Path = Path.Combine(Folder(), $"{screen}.png"), FullPage = true });
            if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"))
            {
                found.Add($"{screen}: it scrolls sideways");
            }

            found.AddRange((await page.EvaluateAsync<string[]>(Shames)).Select(shame => $"{screen}: {shame}"));
            var result = await page.RunAxe();
            Assert.NotEmpty(result.Passes);
            found.AddRange(
                result.Violations.Select(violation =>
                    $"{screen}: {violation.Id}, {violation.Help}: {string.Join("; ", violation.Nodes.Take(3).Select(node => node.Html[..Math.Min(160, node.Html.Length)]))}"
                )
            );
        }
    }
}
