using System.Net;

namespace Mcpx.Dashboard.Tests.SignIn;

/// <summary>A neighbour of the same domain may post with somebody's cookie; what it posts changes nothing.</summary>
public sealed class SameOriginTests
{
    private const string Ours = "ours";

    [Theory]
    [InlineData("same-origin", null, true)]
    [InlineData("none", null, true)]
    [InlineData(null, Ours, true)]
    [InlineData("same-site", null, false)]
    [InlineData("same-site", Ours, false)]
    [InlineData("cross-site", null, false)]
    [InlineData(null, "https://wiki.corp.example", false)]
    [InlineData(null, "null", false)]
    [InlineData(null, null, false)]
    public async Task Post_WithASession_IsTakenFromOurOwnPagesOnly(string? site, string? origin, bool taken)
    {
        await using var house = await House.OpenAsync();
        house.Store.Propose();
        var browser = await house.SignedInAsync();
        await House.UntilAsync(async () => (await browser.GetAsync("/api/incidents/INC-0001")).IsSuccessStatusCode);
        browser.DefaultRequestHeaders.Remove("Sec-Fetch-Site");
        if (site is not null)
        {
            browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", site);
        }

        if (origin is not null)
        {
            browser.DefaultRequestHeaders.Add(
                "Origin",
                origin == Ours ? browser.BaseAddress!.GetLeftPart(UriPartial.Authority) : origin
            );
        }

        var (status, text) = await House.PostAsync(browser, "incidents/INC-0001/note", new { text = "seen" });
        using var read = await browser.GetAsync("/api/incidents");

        Assert.Equal(taken ? HttpStatusCode.OK : HttpStatusCode.Forbidden, status);
        Assert.Equal(!taken, text.Contains("Asked for by another page", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
    }
}
