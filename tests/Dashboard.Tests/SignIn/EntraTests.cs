using System.Net;
using Microsoft.AspNetCore.WebUtilities;

namespace Mcpx.Dashboard.Tests.SignIn;

/// <summary>The way of Entra, Identity.Web and all, with the local provider in Entra's place.</summary>
public sealed class EntraTests
{
    [Fact]
    public async Task SignIn_AndARefresh_AreWhoTheTokenSays()
    {
        await using var house = await House.OpenAsEntraAsync();
        var browser = house.Browser();

        using var challenge = await House.ChallengeAsync(browser, "/");
        Assert.Equal("S256", QueryHelpers.ParseQuery(challenge.Headers.Location!.Query)["code_challenge_method"]);
        using var landed = await House.FollowAsync(browser, challenge);

        Assert.Equal("/", landed.RequestMessage!.RequestUri!.PathAndQuery);
        Assert.Equal("ada@corp.example", (await House.MeAsync(browser)).GetProperty("id").GetString());
        house.Provider.Person = house.Provider.Person with { Roles = ["Auditor"] };
        house.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(
            "Auditor",
            Assert.Single((await House.MeAsync(browser)).GetProperty("roles").EnumerateArray()).GetString()
        );
    }

    [Fact]
    public async Task Approve_WithAnAuthenticationContext_WaitsForATokenThatNamesIt()
    {
        await using var house = await House.OpenAsEntraAsync(("Authentication:StepUp:AuthenticationContext", "c1"));
        var hash = house.Store.Propose();
        var browser = await house.SignedInAsync();
        await House.UntilAsync(async () => (await browser.GetAsync("/api/incidents/INC-0001")).IsSuccessStatusCode);

        var (before, why) = await House.PostAsync(browser, "incidents/INC-0001/approve", new { planHash = hash });
        using var again = await browser.GetAsync("/signin/again?returnUrl=/");
        var claims = QueryHelpers.ParseQuery(again.Headers.Location!.Query)["claims"].ToString();
        using var landed = await House.FollowAsync(browser, again);
        var (after, _) = await House.PostAsync(browser, "incidents/INC-0001/approve", new { planHash = hash });

        Assert.Equal(HttpStatusCode.Forbidden, before);
        Assert.Contains("StepUp", why, StringComparison.Ordinal);
        Assert.Equal("""{"id_token":{"acrs":{"essential":true,"value":"c1"}}}""", claims);
        Assert.Equal(HttpStatusCode.OK, after);
    }
}
