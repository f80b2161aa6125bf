using System.Net;
using Microsoft.AspNetCore.WebUtilities;

namespace Mcpx.Dashboard.Tests.SignIn;

public sealed class StepUpTests
{
    [Fact]
    public async Task Approve_InProdAfterAnOldSignIn_WaitsForAFreshOne()
    {
        await using var house = await House.OpenAsync();
        house.Provider.TypedAt = TimeProvider.System.GetUtcNow().AddHours(-1);
        var (browser, hash) = await ProposedAsync(house);

        var (before, why) = await House.PostAsync(browser, "incidents/INC-0001/approve", new { planHash = hash });
        using var again = await browser.GetAsync("/signin/again?returnUrl=/incidents/INC-0001");
        var asked = QueryHelpers.ParseQuery(again.Headers.Location!.Query);
        using var landed = await House.FollowAsync(browser, again);
        var (after, _) = await House.PostAsync(browser, "incidents/INC-0001/approve", new { planHash = hash });

        Assert.Equal(HttpStatusCode.Forbidden, before);
        Assert.Contains("prove once more who you are", why, StringComparison.Ordinal);
        Assert.Contains("StepUp", why, StringComparison.Ordinal);
        Assert.Equal(("login", "0"), (asked["prompt"].ToString(), asked["max_age"].ToString()));
        Assert.Equal("/incidents/INC-0001", landed.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, after);
    }

    [Fact]
    public async Task Approve_AfterAProviderWavedThePersonThrough_IsRefusedStill()
    {
        await using var house = await House.OpenAsync();
        house.Provider.TypedAt = TimeProvider.System.GetUtcNow().AddHours(-1);
        house.Provider.Lax = true;
        var (browser, hash) = await ProposedAsync(house);

        using var landed = await House.FollowAsync(browser, await browser.GetAsync("/signin/again?returnUrl=/"));
        var (status, why) = await House.PostAsync(browser, "incidents/INC-0001/approve", new { planHash = hash });

        Assert.Equal(HttpStatusCode.OK, landed.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("StepUp", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approve_AfterTheProofAged_IsRefusedAlthoughTheSessionWasProlonged()
    {
        await using var house = await House.OpenAsync();
        var (browser, hash) = await ProposedAsync(house);

        house.Time.Advance(TimeSpan.FromMinutes(6));
        // The provider would now say that the person typed a password a moment ago, elsewhere.
        house.Provider.TypedAt = TimeProvider.System.GetUtcNow().AddMinutes(6);
        var (status, why) = await House.PostAsync(browser, "incidents/INC-0001/approve", new { planHash = hash });

        Assert.Equal(1, house.Provider.Refreshed);
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("StepUp", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approve_WhereNoStepUpIsAsked_TakesAnOldSignIn()
    {
        await using var house = await House.OpenAsync(("Authentication:StepUp:Environments:0", "Alpha"));
        house.Provider.TypedAt = TimeProvider.System.GetUtcNow().AddHours(-1);
        var (browser, hash) = await ProposedAsync(house);

        var (status, _) = await House.PostAsync(browser, "incidents/INC-0001/approve", new { planHash = hash });

        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task Again_ForNobody_LeadsToTheSignInPage()
    {
        await using var house = await House.OpenAsync();
        using var answer = await house.Browser().GetAsync("/signin/again?returnUrl=/");
        Assert.Contains("/signin?returnUrl=", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    private static async Task<(HttpClient Browser, string Hash)> ProposedAsync(House house)
    {
        var hash = house.Store.Propose();
        var browser = await house.SignedInAsync();
        await House.UntilAsync(async () => (await browser.GetAsync("/api/incidents/INC-0001")).IsSuccessStatusCode);
        return (browser, hash);
    }
}
