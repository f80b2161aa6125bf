using System.Net;
using System.Net.Http.Headers;
using Mcpx.Dashboard.Tests.Api;
using Mcpx.Domain.Access;

namespace Mcpx.Dashboard.Tests.SignIn;

public sealed class ApiKeyTests
{
    private static readonly string[] Reports = [KeyScopes.DeploymentsWrite, KeyScopes.GateRead];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Key_ForDeployments_ReportsOneUnderItsName(bool asBearer)
    {
        using var api = new ProposedApi(static _ => { });
        var client = await WithAsync(
            api,
            api.Store.MakeKey("ci-prod", TimeSpan.FromDays(1), Reports, "Prod"),
            asBearer
        );

        var (status, text) = await House.PostAsync(client, "deployments", Report("Prod"));

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Contains("\"by\":\"key:ci-prod\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_OfOneEnvironment_ReachesNoOther()
    {
        using var api = new ProposedApi(static _ => { });
        api.Store.Judge("Prod", TimeSpan.FromHours(1));
        var key = api.Store.MakeKey("ci-prod", TimeSpan.FromDays(1), [.. Reports, KeyScopes.Read], "Prod");
        var client = await WithAsync(api, key);

        var (status, text) = await House.PostAsync(client, "deployments", Report("Alpha"));
        using var ours = await client.GetAsync("/api/gate/Prod");
        using var others = await client.GetAsync("/api/gate/Alpha");
        using var all = await client.GetAsync("/api/incidents");

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("The key ci-prod is for Prod, not for Alpha.", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, ours.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, others.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, all.StatusCode);
        Assert.Contains("tells of every environment", await all.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_WithEveryScope_ApprovesNothing()
    {
        string? hash = null;
        using var api = new ProposedApi(store => hash = store.Propose());
        var client = await WithAsync(api, api.Store.MakeKey("all", TimeSpan.FromDays(1), KeyScopes.All));

        var (status, text) = await House.PostAsync(client, "incidents/INC-0001/approve", new { planHash = hash });

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("it takes a person", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_Revoked_OpensNothingFromThenOn()
    {
        using var api = new ProposedApi(static _ => { });
        var client = await WithAsync(api, api.Store.MakeKey("ci", TimeSpan.FromDays(1), [KeyScopes.Read]));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/incidents")).StatusCode);

        api.Store.RevokeKey("ci");

        await House.UntilAsync(async () =>
            (await client.GetAsync("/api/incidents")).StatusCode == HttpStatusCode.Unauthorized
        );
        Assert.Contains(
            "The key ci was revoked at",
            await (await client.GetAsync("/api/incidents")).Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("mcpx_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "Nobody made this key here.")]
    [InlineData("mcpx_", "Nobody made this key here.")]
    [InlineData("something else", "Nobody made this key here.")]
    public async Task Key_ThatNobodyMade_IsRefused(string key, string expected)
    {
        using var api = new ProposedApi(static _ => { });
        var client = await api.AsAsync("nobody");
        client.DefaultRequestHeaders.Remove("X-Dev-User");
        client.DefaultRequestHeaders.Add("X-Api-Key", key);

        using var answer = await client.GetAsync("/api/incidents");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains(expected, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_Expired_SaysSince()
    {
        using var api = new ProposedApi(static _ => { });
        var client = await WithAsync(
            api,
            api.Store.MakeKey("old", TimeSpan.FromMinutes(-1), [KeyScopes.Read]),
            works: false
        );

        await House.UntilAsync(async () =>
            (await (await client.GetAsync("/api/incidents")).Content.ReadAsStringAsync()).Contains(
                "The key old expired at",
                StringComparison.Ordinal
            )
        );
    }

    [Fact]
    public async Task Key_OnAPage_MeansNothing()
    {
        using var api = new ProposedApi(static _ => { });
        var client = await WithAsync(api, api.Store.MakeKey("ci", TimeSpan.FromDays(1), [KeyScopes.Read]));
        using var answer = await client.GetAsync("/");
        Assert.Contains("/signin", answer.Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    private static object Report(string environment) =>
        new
        {
            id = "d1",
            environment,
            component = "Api",
            tag = "v1.9.0",
            phase = "started",
        };

    private static async Task<HttpClient> WithAsync(
        ProposedApi api,
        string key,
        bool asBearer = false,
        bool works = true
    )
    {
        var client = await api.AsAsync("nobody");
        client.DefaultRequestHeaders.Remove("X-Dev-User");
        if (asBearer)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
        else
        {
            client.DefaultRequestHeaders.Add("X-Api-Key", key);
        }

        if (works)
        {
            await House.UntilAsync(async () =>
                (await client.GetAsync("/api/gate/Prod")).StatusCode != HttpStatusCode.Unauthorized
            );
        }

        return client;
    }
}
