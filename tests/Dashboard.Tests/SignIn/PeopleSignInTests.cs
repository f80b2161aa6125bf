using System.Net;
using Mcpx.Dashboard.Auth.Sessions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Mcpx.Dashboard.Tests.SignIn;

public sealed class PeopleSignInTests
{
    [Fact]
    public async Task SignIn_ThroughTheProvider_IsCodeFlowWithPkceAndWhoTheTokenSays()
    {
        await using var house = await House.OpenAsync();
        var browser = house.Browser();

        using var challenge = await House.ChallengeAsync(browser, "/incidents");
        var asked = QueryHelpers.ParseQuery(challenge.Headers.Location!.Query);
        using var landed = await House.FollowAsync(browser, challenge);

        Assert.Equal("code", asked["response_type"]);
        Assert.Equal("S256", asked["code_challenge_method"]);
        Assert.Contains("offline_access", asked["scope"].ToString(), StringComparison.Ordinal);
        Assert.Equal("/incidents", landed.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, landed.StatusCode);
        var me = await House.MeAsync(browser);
        Assert.Equal("ada@corp.example", me.GetProperty("id").GetString());
        Assert.Equal("Ada", me.GetProperty("name").GetString());
        Assert.Equal("IncidentCommander", Assert.Single(me.GetProperty("roles").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task SignIn_Done_LeavesTheTokensAtTheServer()
    {
        await using var house = await House.OpenAsync();
        var browser = house.Browser();
        using var landed = await House.SignInAsync(browser, "/");

        var key = house.Store.Sessions();
        Assert.Equal(1, key.Count);
        Assert.DoesNotContain("ada@corp.example", key.Bytes, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Answer_ThatNobodyAskedFor_IsNoSignInAndNoError()
    {
        await using var house = await House.OpenAsync();
        var browser = house.Browser();

        using var answer = await browser.GetAsync("/signin-oidc?code=stolen&state=invented");

        Assert.Equal("/signin?failed=true", answer.Headers.Location?.ToString());
        Assert.Contains(
            "You were not signed in",
            await browser.GetStringAsync("/signin?failed=true"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("Wizard", "the role Wizard, which nobody defined here")]
    [InlineData("Watchdog", "the role Watchdog, which nobody defined here")]
    [InlineData("3", "the role 3, which nobody defined here")]
    [InlineData(null, "signed in without a role")]
    public async Task SignIn_WithARoleNobodyDefined_SeesNothingAndIsToldWhichRole(string? role, string expected)
    {
        await using var house = await House.OpenAsync();
        house.Provider.Person = new("eve@corp.example", "Eve", role is null ? [] : [role]);
        var browser = house.Browser();

        using var landed = await House.SignInAsync(browser, "/audit");

        Assert.Equal("/denied", landed.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Contains(expected, await landed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var api = await browser.GetAsync("/api/incidents");
        Assert.Equal(HttpStatusCode.Forbidden, api.StatusCode);
        Assert.Contains(expected, await api.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignOut_Done_EndsTheSessionForEveryCopyOfTheCookieAndAtTheProvider()
    {
        await using var house = await House.OpenAsync();
        var browser = await house.SignedInAsync();
        var cookie = await CookieOfAsync(house, browser);

        using var answer = await House.PostFormAsync(browser, "/signout");

        Assert.StartsWith(
            $"{house.Provider.Issuer}logout",
            answer.Headers.Location!.ToString(),
            StringComparison.Ordinal
        );
        Assert.Contains("id_token_hint", answer.Headers.Location.Query, StringComparison.Ordinal);
        using var landed = await House.FollowAsync(browser, answer);
        Assert.Equal("/signin", landed.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal(HttpStatusCode.Unauthorized, await AskWithAsync(house, cookie));
    }

    [Fact]
    public async Task Session_NobodyUses_Ends()
    {
        await using var house = await House.OpenAsync(("Authentication:Session:Idle", "00:30:00"));
        var browser = await house.SignedInAsync();

        house.Time.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(browser));
        house.Time.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(browser));
        house.Time.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(browser));
    }

    [Fact]
    public async Task Session_InUse_EndsAllTheSameAfterItsTime()
    {
        await using var house = await House.OpenAsync(
            ("Authentication:Session:Idle", "01:00:00"),
            ("Authentication:Session:Absolute", "02:00:00")
        );
        var browser = await house.SignedInAsync();

        for (var i = 0; i < 3; i++)
        {
            house.Time.Advance(TimeSpan.FromMinutes(35));
            Assert.Equal(HttpStatusCode.OK, await AskAsync(browser));
        }

        house.Time.Advance(TimeSpan.FromMinutes(35));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(browser));
    }

    [Fact]
    public async Task Role_TakenAway_IsGoneAtTheNextActAndWithinAMinuteElsewhere()
    {
        await using var house = await House.OpenAsync(("Authentication:StepUp:Environments:0", "Alpha"));
        var hash = house.Store.Propose();
        var browser = await house.SignedInAsync();
        await House.UntilAsync(async () => (await browser.GetAsync("/api/incidents/INC-0001")).IsSuccessStatusCode);

        house.Provider.Person = house.Provider.Person with { Roles = ["Viewer"] };
        house.Time.Advance(TimeSpan.FromSeconds(5));
        var (status, text) = await House.PostAsync(browser, "incidents/INC-0001/approve", new { planHash = hash });

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("Ada may not: approve a plan", text, StringComparison.Ordinal);
        Assert.Equal(
            "Viewer",
            Assert.Single((await House.MeAsync(browser)).GetProperty("roles").EnumerateArray()).GetString()
        );

        house.Provider.Person = house.Provider.Person with { Roles = [] };
        Assert.Equal(HttpStatusCode.OK, await AskAsync(browser));
        house.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(browser));
    }

    [Fact]
    public async Task Account_Disabled_IsSignedOutWithinAMinute()
    {
        await using var house = await House.OpenAsync();
        var browser = await house.SignedInAsync();

        house.Provider.Refuses = true;
        Assert.Equal(HttpStatusCode.OK, await AskAsync(browser));
        house.Time.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(browser));
        house.Provider.Refuses = false;
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(browser));
    }

    [Fact]
    public async Task Provider_Gone_LetsASessionLiveOnForAWhileOnly()
    {
        await using var house = await House.OpenAsync();
        var browser = await house.SignedInAsync();
        await house.Provider.DisposeAsync();

        house.Time.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(browser));
        house.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(browser));
    }

    [Fact]
    public async Task Provider_Broken_IsLeftAloneForAWhile()
    {
        await using var house = await House.OpenAsync();
        var (browser, colleague) = (await house.SignedInAsync(), await house.SignedInAsync());
        house.Provider.Broken = true;
        house.Time.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(HttpStatusCode.OK, await AskAsync(browser));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(colleague));
        Assert.Equal(1, house.Provider.Refreshed);

        house.Provider.Broken = false;
        house.Time.Advance(ProviderRefresh.LeftAlone);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(browser));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(colleague));
        Assert.Equal(3, house.Provider.Refreshed);
    }

    [Fact]
    public async Task Refresh_WhoseTokenNamesNobody_EndsTheSessionForThatReason()
    {
        await using var house = await House.OpenAsync();
        var browser = await house.SignedInAsync();
        house.Provider.Nameless = true;
        house.Time.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(browser));
        Assert.Contains(
            "The session of ada@corp.example ended: the provider's token does not say who they are any more.",
            house.Heard.Lines
        );
    }

    [Fact]
    public async Task Files_Asked_LookUpNobodysSession()
    {
        await using var house = await House.OpenAsync();
        var browser = await house.SignedInAsync();
        house.Time.Advance(TimeSpan.FromSeconds(61));

        using var file = await browser.GetAsync("/css/base.css");

        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        Assert.True(file.Headers.Contains("Content-Security-Policy"));
        Assert.Equal(0, house.Provider.Refreshed);
    }

    [Fact]
    public async Task Provider_Away_IsSaidOnTheSignInPage()
    {
        await using var house = await House.OpenAsync();
        var browser = house.Browser();
        await house.Provider.DisposeAsync();

        using var answer = await House.ChallengeAsync(browser, "/");

        Assert.Equal("/signin?failed=true", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Requests_InARow_AskTheProviderOnceAMinute()
    {
        await using var house = await House.OpenAsync();
        var browser = await house.SignedInAsync();
        house.Time.Advance(TimeSpan.FromSeconds(61));

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => AskAsync(browser)));

        Assert.Equal(1, house.Provider.Refreshed);
    }

    [Fact]
    public async Task Circuit_SomebodyActsIn_KeepsTheSession()
    {
        await using var house = await House.OpenAsync(("Authentication:Session:Idle", "01:00:00"));
        var browser = await house.SignedInAsync();
        await using var circuit = house.Services.CreateAsyncScope();
        var watch = circuit.ServiceProvider.GetRequiredService<SessionWatch>();
        watch.SetAuthenticationState(Task.FromResult(await Circuits.StateOfAsync(house, house.CookieOf(browser))));

        for (var i = 0; i < 3; i++)
        {
            house.Time.Advance(TimeSpan.FromMinutes(40));
            Assert.NotNull(await watch.NowAsync());
        }

        Assert.Equal(HttpStatusCode.OK, await AskAsync(browser));
        house.Time.Advance(TimeSpan.FromMinutes(61));
        Assert.Null(await watch.NowAsync());
    }

    [Fact]
    public async Task Circuit_LongOpen_LosesTheRoleAndThenThePerson()
    {
        await using var house = await House.OpenAsync();
        var browser = await house.SignedInAsync();
        var cookie = await CookieOfAsync(house, browser);
        await using var circuit = house.Services.CreateAsyncScope();
        var watch = circuit.ServiceProvider.GetRequiredService<SessionWatch>();
        watch.SetAuthenticationState(Task.FromResult(await Circuits.StateOfAsync(house, cookie)));
        var changes = 0;
        watch.AuthenticationStateChanged += _ => changes++;

        Assert.Equal(["IncidentCommander"], (await watch.NowAsync())!.Roles);
        Assert.Equal(0, changes);
        house.Provider.Person = house.Provider.Person with { Roles = ["Viewer"] };
        house.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(["Viewer"], (await watch.NowAsync())!.Roles);
        Assert.Equal(1, changes);
        Assert.False((await watch.GetAuthenticationStateAsync()).User.IsInRole("IncidentCommander"));

        using var out1 = await House.PostFormAsync(browser, "/signout");
        Assert.Null(await watch.NowAsync());
        Assert.False((await watch.GetAuthenticationStateAsync()).User.Identity!.IsAuthenticated);
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient browser)
    {
        using var answer = await browser.GetAsync("/api/incidents");
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> AskWithAsync(House house, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/incidents");
        request.Headers.Add("Cookie", cookie);
        using var answer = await house.Browser().SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task<string> CookieOfAsync(House house, HttpClient browser)
    {
        var cookie = house.CookieOf(browser);
        Assert.Equal(HttpStatusCode.OK, await AskWithAsync(house, cookie));
        return cookie;
    }
}
