using Microsoft.Playwright;

namespace Mcpx.BrowserCheck;

/// <summary>Signs in through the form, as people do.</summary>
internal static class SigningIn
{
    /// <returns>What is wrong; null when somebody is signed in.</returns>
    public static async Task<string?> RunAsync(IPage page, CheckRequest request, StepTime limit)
    {
        var how = request.SignIn!;
        var answer = await page.GotoAsync(
            new Uri(request.Base, how.Path).AbsoluteUri,
            new() { Timeout = limit.Left, WaitUntil = WaitUntilState.DOMContentLoaded }
        );
        if (answer is { Ok: false })
        {
            return $"{how.Path} answers {answer.Status}";
        }

        // A page that leads elsewhere does not get the password.
        if (!Uri.TryCreate(page.Url, UriKind.Absolute, out var here) || !IsTrusted(here, request.Base, how.Origin))
        {
            return $"{how.Path} leads to another origin";
        }

        await page.Locator(how.UserField).First.FillAsync(how.User, new() { Timeout = limit.Left });
        await page.Locator(how.PasswordField).First.FillAsync(how.Password, new() { Timeout = limit.Left });
        await page.Locator(how.Submit).First.ClickAsync(new() { Timeout = limit.Left });
        try
        {
            await page.WaitForURLAsync(
                url => IsElsewhere(url, here),
                new() { Timeout = limit.Left, WaitUntil = WaitUntilState.Commit }
            );
            return null;
        }
        catch (TimeoutException)
        {
            return "the form is still there: user or password refused, or no answer";
        }
    }

    private static bool IsElsewhere(string url, Uri form) =>
        Uri.TryCreate(url, UriKind.Absolute, out var now) && now.AbsolutePath != form.AbsolutePath;

    private static bool IsTrusted(Uri here, Uri portal, Uri? other) =>
        Origin(here) == Origin(portal) || (other is not null && Origin(here) == Origin(other));

    private static string Origin(Uri uri) => uri.GetLeftPart(UriPartial.Authority);
}
