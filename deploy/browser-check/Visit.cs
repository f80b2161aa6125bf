using System.Diagnostics;
using System.Globalization;
using Mcpx.Hosting;
using Microsoft.Playwright;

namespace Mcpx.BrowserCheck;

/// <summary>One visit: sign in, then look at each page in a tab of its own. A page that fails does not hide the next.</summary>
internal sealed class Visit(CheckRequest request, Redaction redaction, Overheard overheard, Pictures pictures)
{
    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly List<Step> _steps = [];

    /// <summary>The browser's version, once it runs.</summary>
    public string? Browser { get; private set; }

    /// <summary>Whether the browser came as far as the first step.</summary>
    public bool Begun { get; private set; }

    /// <summary>The step under way; null before the first and after the last.</summary>
    public string? UnderWay { get; private set; }

    /// <summary>What was done so far.</summary>
    public IReadOnlyList<Step> Steps
    {
        get
        {
            lock (_steps)
            {
                return [.. _steps];
            }
        }
    }

    /// <summary>Every step by name, in order.</summary>
    public IEnumerable<string> Planned => request.SignIn is null ? request.Pages : [Step.SignIn, .. request.Pages];

    private TimeSpan Left => request.Timeout - Stopwatch.GetElapsedTime(_begun);

    /// <summary>Visits. What a page does ends in a step; it throws only when the browser does not start.</summary>
    public async Task RunAsync(IPlaywright playwright)
    {
        await using var browser = await playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = request.Chromium,
                Args = Chromium.Flags,
                // The driver lets every page open windows; the browser by itself asks for a click first.
                IgnoreDefaultArgs = ["--disable-popup-blocking"],
                ChromiumSandbox = !request.NoSandbox,
                Timeout = (float)Left.TotalMilliseconds,
            }
        );
        Browser = $"Chromium {browser.Version}";
        var context = await browser.NewContextAsync(
            new()
            {
                AcceptDownloads = false,
                ServiceWorkers = ServiceWorkerPolicy.Block,
                ReducedMotion = ReducedMotion.Reduce,
                ViewportSize = new() { Width = 1280, Height = 800 },
                UserAgent =
                    $"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{browser.Version} Safari/537.36 mcpx-browser-check",
            }
        );
        // At the context, not at our tab: pop-ups open pop-ups.
        context.Page += (_, opened) => _ = CloseIfPopupAsync(opened);
        foreach (var name in Planned)
        {
            UnderWay = name;
            Add(await TakeAsync(context, name));
        }

        UnderWay = null;
    }

    private void Add(Step step)
    {
        lock (_steps)
        {
            _steps.Add(step);
        }
    }

    private async Task<Step> TakeAsync(IBrowserContext context, string name)
    {
        if (Left <= TimeSpan.Zero)
        {
            return new(name, Passed: false, $"not reached, the {Text(request.Timeout)} were over");
        }

        Begun = true;
        var limit = new StepTime(Left < request.StepTimeout ? Left : request.StepTimeout);
        var page = await context.NewPageAsync();
        overheard.ListenTo(page);
        var crashed = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        page.Crash += (_, _) => crashed.TrySetResult("the tab crashed");
        var wrong = await await Task.WhenAny(LookAsync(page, name, limit), crashed.Task);
        // A sign-in that passed shows the page that comes next anyway.
        var blank = name == Step.SignIn && wrong is null ? null : await PictureAsync(page, name, crashed.Task);
        var measured = wrong ?? $"{Text(limit.Spent)}{(name == Step.SignIn ? "" : $", badge {request.Environment}")}";
        await CloseAsync(page);
        return new(name, wrong is null, redaction.Clean(blank is null ? measured : $"{measured}; {blank}"));
    }

    private async Task<string?> PictureAsync(IPage page, string name, Task<string?> crashed) =>
        crashed.IsCompleted ? "no picture" : await pictures.TakeAsync(page, name, Left);

    /// <returns>What is wrong; null when nothing is.</returns>
    private async Task<string?> LookAsync(IPage page, string name, StepTime limit)
    {
        try
        {
            return name == Step.SignIn
                ? await SigningIn.RunAsync(page, request, limit)
                : await Looking.RunAsync(page, request, name, limit);
        }
        catch (TimeoutException)
        {
            return $"did not load in {Text(limit.Whole)}";
        }
        catch (PlaywrightException problem)
        {
            // The first line says what happened, the rest is the driver's own log.
            return problem.Message.Split('\n', 2)[0];
        }
    }

    private static async Task CloseIfPopupAsync(IPage page)
    {
        try
        {
            if (await page.OpenerAsync() is not null)
            {
                await page.CloseAsync();
            }
        }
        catch (PlaywrightException)
        {
            // Gone already.
        }
    }

    /// <summary>A tab that hangs is not waited for: the browser is ended with it.</summary>
    private static async Task CloseAsync(IPage page)
    {
        try
        {
            await page.CloseAsync().WaitAsync(TimeSpan.FromSeconds(1));
        }
        catch (Exception problem) when (problem is PlaywrightException or TimeoutException)
        {
            // Gone already, or too busy to go.
        }
    }

    private static string Text(TimeSpan time) =>
        time < TimeSpan.FromSeconds(1)
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms")
            : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");
}
