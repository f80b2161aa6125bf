using System.Net;

namespace Mcpx.Dashboard.Tests.SignIn;

/// <summary>INC-0001 of the seeded store was caused by a deployment that names <c>deployer</c>.</summary>
public sealed class SeparationOfDutiesTests
{
    [Theory]
    // By name, whatever its letters' case.
    [InlineData("deployer", null, null, HttpStatusCode.Forbidden)]
    [InlineData("Deployer", null, null, HttpStatusCode.Forbidden)]
    // By a claim with the forge's login, and by the list of those whom no claim names.
    [InlineData("ada@corp.example", "deployer", null, HttpStatusCode.Forbidden)]
    [InlineData("ada@corp.example", null, "ada@corp.example", HttpStatusCode.Forbidden)]
    [InlineData("ada@corp.example", null, "bob@corp.example", HttpStatusCode.OK)]
    [InlineData("ada@corp.example", "ada-gh", null, HttpStatusCode.OK)]
    public async Task Approve_InProd_IsRefusedToWhoDeployed(
        string id,
        string? forgeLogin,
        string? mapped,
        HttpStatusCode expected
    )
    {
        await using var house = await House.OpenAsync([
            ("Authentication:DeployerClaims:0", "preferred_username"),
            ("Authentication:DeployerClaims:1", "github"),
            .. mapped is null ? [] : new[] { ("Authentication:DeployerNames:deployer", mapped) },
        ]);
        house.Provider.Person = new(id, "Ada", "IncidentCommander") { ForgeLogin = forgeLogin };
        var hash = house.Store.Propose();
        var browser = await house.SignedInAsync();
        await House.UntilAsync(async () => (await browser.GetAsync("/api/incidents/INC-0001")).IsSuccessStatusCode);

        var (status, text) = await House.PostAsync(browser, "incidents/INC-0001/approve", new { planHash = hash });

        Assert.Equal(expected, status);
        Assert.Equal(
            expected == HttpStatusCode.Forbidden,
            text.Contains("cannot approve alone", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Approve_InProdByWhomPeopleNameAsTheDeployer_IsRefused()
    {
        await using var house = await House.OpenAsync();
        house.Store.Know(
            new Domain.Configuration.PersonOptions { Name = "ada", AlsoKnownAs = ["ada@corp.example", "deployer"] }
        );
        var hash = house.Store.Propose();
        var browser = await house.SignedInAsync();
        await House.UntilAsync(async () => (await browser.GetAsync("/api/incidents/INC-0001")).IsSuccessStatusCode);

        var (status, text) = await House.PostAsync(browser, "incidents/INC-0001/approve", new { planHash = hash });

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("cannot approve alone", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("somebody-else", HttpStatusCode.Forbidden)]
    [InlineData("ADA@corp.example", HttpStatusCode.Created)]
    [InlineData(null, HttpStatusCode.Created)]
    public async Task Report_ByAPerson_NamesNobodyElse(string? by, HttpStatusCode expected)
    {
        await using var house = await House.OpenAsync();
        var browser = await house.SignedInAsync();

        var (status, _) = await House.PostAsync(
            browser,
            "deployments",
            new
            {
                id = "d1",
                environment = "Prod",
                component = "Api",
                tag = "v2",
                phase = "started",
                by,
            }
        );

        Assert.Equal(expected, status);
    }
}
