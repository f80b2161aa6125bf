using Microsoft.Playwright;

namespace Mcpx.BrowserCheck;

/// <summary>Opens a page and looks for what it must show: itself, something in it, and the environment's badge.</summary>
internal static class Looking
{
    /// <returns>What is wrong; null when nothing is.</returns>
    public static async Task<string?> RunAsync(IPage page, CheckRequest request, string path, StepTime limit)
    {
        var answer = await page.GotoAsync(
            new Uri(request.Base, path).AbsoluteUri,
            new() { Timeout = limit.Left, WaitUntil = WaitUntilState.Load }
        );
        if (answer is null or { Ok: false })
        {
            return answer is null ? "no answer" : $"answers {answer.Status}";
        }

        var ended = Uri.TryCreate(page.Url, UriKind.Absolute, out var here) ? here.AbsolutePath : page.Url;
        if (ended.TrimEnd('/') != path.Split('?', 2)[0].TrimEnd('/'))
        {
            return $"ends at {ended}";
        }

        var marker = request.Marker.Replace("{page}", path.Trim('/'), StringComparison.Ordinal);
        return await MissingAsync(page.Locator(marker).First, marker, limit)
            ?? await WrongBadgeAsync(page, request, limit);
    }

    private static async Task<string?> MissingAsync(ILocator locator, string selector, StepTime limit)
    {
        try
        {
            await locator.WaitForAsync(new() { State = WaitForSelectorState.Visible, Timeout = limit.Left });
        }
        catch (TimeoutException)
        {
            return $"shows no {selector}";
        }

        var text = await locator.InnerTextAsync(new() { Timeout = limit.Left });
        return string.IsNullOrWhiteSpace(text) ? $"{selector} is empty" : null;
    }

    private static async Task<string?> WrongBadgeAsync(IPage page, CheckRequest request, StepTime limit)
    {
        var badge = page.Locator(request.Badge).First;
        if (await MissingAsync(badge, request.Badge, limit) is { } missing)
        {
            return missing;
        }

        var says = (await badge.InnerTextAsync(new() { Timeout = limit.Left })).Trim();
        // Style sheets like capitals.
        return string.Equals(says, request.Environment, StringComparison.OrdinalIgnoreCase)
            ? null
            : $"the badge says “{says}”, not {request.Environment}";
    }
}
