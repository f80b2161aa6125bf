using System.Net;
using Mcpx.Hosting;
using Microsoft.Playwright;

namespace Mcpx.Benchmarks.Dashboards;

/// <summary>One real browser: how soon a page can be used, how much it loads, and how soon a line stands in it.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private const string Interactive = """
        new MutationObserver((_, observer) => {
          if (document.documentElement?.hasAttribute("data-interactive") && !window.readyAt) window.readyAt = performance.now();
        }).observe(document, { attributes: true, childList: true, subtree: true });
        """;

    private const string Await = """
        (line) => {
          window.seen = new Promise((resolve) => {
            const look = () => {
              if (!document.body.textContent.includes(line)) return;
              observer.disconnect();
              resolve(performance.timeOrigin + performance.now());
            };
            const observer = new MutationObserver(look);
            observer.observe(document.body, { childList: true, subtree: true, characterData: true });
          });
        }
        """;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly IEnumerable<Microsoft.Playwright.Cookie> _cookies;

    private Browser(IPlaywright playwright, IBrowser browser, IEnumerable<Microsoft.Playwright.Cookie> cookies) =>
        (_playwright, _browser, _cookies) = (playwright, browser, cookies);

    /// <summary>Starts it, signed in as the owner of the cookies.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static async Task<Browser> StartAsync(CookieContainer cookies, Uri address)
    {
        var path =
            Chromium.Find()
            ?? throw new InvalidOperationException("No Chromium: install the package chromium or set CHROMIUM_PATH.");
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = path, Args = [.. Chromium.Flags, "--no-sandbox"] }
        );
        return new(
            playwright,
            browser,
            [
                .. cookies
                    .GetCookies(address)
                    .Select(cookie => new Microsoft.Playwright.Cookie
                    {
                        Name = cookie.Name,
                        Value = cookie.Value,
                        Url = address.AbsoluteUri,
                    }),
            ]
        );
    }

    /// <summary>Opens a page with an empty cache.</summary>
    /// <returns>Milliseconds until a click is heard.</returns>
    public async Task<double> FirstLoadAsync(Uri address)
    {
        await using var context = await NewContextAsync();
        var page = await context.NewPageAsync();
        await page.AddInitScriptAsync(Interactive);
        await page.GotoAsync(address.AbsoluteUri);
        await page.WaitForFunctionAsync("() => window.readyAt > 0");
        return await page.EvaluateAsync<double>("() => window.readyAt");
    }

    /// <summary>Lets a line be reported while the page is looked at, again and again.</summary>
    /// <returns>Milliseconds from each report until the line stood in the document.</returns>
    public async Task<IReadOnlyList<double>> WatchAsync(Uri address, RunningIncident incident, int times)
    {
        await using var context = await NewContextAsync();
        var page = await context.NewPageAsync();
        await page.AddInitScriptAsync(Interactive);
        await page.GotoAsync(address.AbsoluteUri);
        await page.WaitForFunctionAsync("() => window.readyAt > 0");
        var late = new List<double>();
        for (var i = 0; i < times; i++)
        {
            var line = $"dom-{i:0000}";
            await page.EvaluateAsync(Await, line);
            var at = (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalMilliseconds;
            incident.Report(line);
            late.Add(await page.EvaluateAsync<double>("() => window.seen") - at);
            await Task.Delay(TimeSpan.FromMilliseconds(700 + (i * 37 % 300)));
        }

        return late;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private async Task<IBrowserContext> NewContextAsync()
    {
        var context = await _browser.NewContextAsync();
        await context.AddCookiesAsync(_cookies);
        return context;
    }
}
