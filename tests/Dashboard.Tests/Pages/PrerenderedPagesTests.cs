using System.Net;
using System.Text.RegularExpressions;
using Mcpx.Dashboard.Tests.Api;

namespace Mcpx.Dashboard.Tests.Pages;

/// <summary>Pages as they are sent before a circuit is there: real store, real sign-in.</summary>
public sealed partial class PrerenderedPagesTests : IDisposable
{
    private readonly ProposedApi _api = new();

    public void Dispose() => _api.Dispose();

    [Theory]
    [InlineData("/audit", "4 entries in the journal")]
    [InlineData("/audit?kind=incident", "2 entries found")]
    [InlineData("/audit?kind=fish", "This cannot be looked for")]
    [InlineData("/audit?entry=99", "There is no entry 99.")]
    [InlineData("/audit?entry=3", "RollbackProposed")]
    [InlineData("/audit?environment=Alpha", "Nothing was found")]
    [InlineData("/audit", "Not verified since the dashboard started")]
    [InlineData("/settings", "runs with the runbook&#x27;s thresholds")]
    [InlineData("/settings?environment=Alpha", "Thresholds of Alpha")]
    [InlineData("/settings", "not recorded")]
    [InlineData("/parity", "Nothing is compared")]
    [InlineData("/parity?environment=Mars", "There is no environment Mars")]
    [InlineData("/environments/Prod/configuration", "No change was seen yet")]
    [InlineData("/environments/Mars/configuration", "Watched are Prod, Alpha.")]
    public async Task Page_AsAnyoneSignedIn_SaysWhatThereIs(string path, string expected)
    {
        var browser = await SignedInAsync("auditor");

        var answer = await browser.GetAsync(new Uri(path, UriKind.Relative));
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(expected, page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sre", true)]
    [InlineData("auditor", false)]
    [InlineData("ic", false)]
    public async Task Audit_Export_IsOffWithItsReasonForWhoMayNot(string person, bool off)
    {
        var browser = await SignedInAsync(person);

        var page = await browser.GetStringAsync(new Uri("/audit", UriKind.Relative));

        Assert.Equal(
            off,
            page.Contains(
                "It takes the role Auditor, Incident Commander, Deputy or Decision Owner.",
                StringComparison.Ordinal
            )
        );
        Assert.Equal(!off, page.Contains("href=\"api/journal/export\"", StringComparison.Ordinal));
    }

    private async Task<HttpClient> SignedInAsync(string person)
    {
        var browser = await _api.AsAsync(person);
        var signIn = await browser.GetStringAsync(new Uri("/signin", UriKind.Relative));
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["__RequestVerificationToken"] = Token().Match(signIn).Groups["token"].Value,
                ["person"] = person,
                ["returnUrl"] = "/",
            }
        );
        using var answer = await browser.PostAsync(new Uri("/signin/development", UriKind.Relative), form);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return browser;
    }

    [GeneratedRegex(
        "name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Token();
}
