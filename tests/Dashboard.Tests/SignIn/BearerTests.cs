using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Mcpx.Dashboard.Tests.SignIn;

public sealed class BearerTests
{
    private static readonly object Report = new
    {
        id = "d1",
        environment = "Prod",
        component = "Api",
        tag = "v1.9.0",
        phase = "started",
    };

    [Fact]
    public async Task Token_OfThePipeline_ReportsADeploymentUnderItsOwnName()
    {
        await using var house = await House.OpenAsync();
        var api = With(house, await TokenAsync(house));

        var (status, text) = await House.PostAsync(api, "deployments", Report);

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Contains("\"by\":\"client:ci-pipeline\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_WithAPersonsRole_DecidesNothing()
    {
        await using var house = await House.OpenAsync();
        house.Provider.ProgramRoles = ["IncidentCommander", "Viewer"];
        var hash = house.Store.Propose();
        var api = With(house, await TokenAsync(house));
        await House.UntilAsync(async () => (await api.GetAsync("/api/incidents/INC-0001")).IsSuccessStatusCode);

        var (status, _) = await House.PostAsync(api, "incidents/INC-0001/approve", new { planHash = hash });

        Assert.Equal(HttpStatusCode.Forbidden, status);
    }

    [Theory]
    [InlineData("expired", "The token expired at")]
    [InlineData("audience", "its audience must be mcpx-api")]
    [InlineData("issuer", "another issuer")]
    [InlineData("key", "not signed by the configured provider")]
    [InlineData("unsigned", "not signed by the configured provider")]
    [InlineData("garbage", "no token that can be read")]
    public async Task Token_ThatIsNotGood_IsRefusedWithOneReason(string flaw, string expected)
    {
        await using var house = await House.OpenAsync();

        var (status, text) = await House.PostAsync(With(house, Bad(house.Provider, flaw)), "deployments", Report);

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        using var problem = JsonDocument.Parse(text);
        Assert.Equal("The token is refused", problem.RootElement.GetProperty("title").GetString());
        Assert.Contains(expected, problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_OfAPerson_ForTheSignIn_IsNoPipelines()
    {
        await using var house = await House.OpenAsync();
        var identity = Sign(house.Provider, house.Provider.Key, audience: LocalProvider.Client);
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await House.PostAsync(With(house, identity), "deployments", Report)).Status
        );
    }

    private static string Bad(LocalProvider provider, string flaw) =>
        flaw switch
        {
            "expired" => Sign(provider, provider.Key, expires: TimeSpan.FromMinutes(-10)),
            "audience" => Sign(provider, provider.Key, audience: "another-api"),
            "issuer" => Sign(provider, provider.Key, issuer: "https://login.elsewhere.test/"),
            "key" => Sign(provider, new RsaSecurityKey(RSA.Create(2048)) { KeyId = "provider" }),
            "unsigned" => Sign(provider, key: null),
            _ => "not-a-token",
        };

    private static string Sign(
        LocalProvider provider,
        RsaSecurityKey? key,
        string audience = LocalProvider.Audience,
        string? issuer = null,
        TimeSpan? expires = null
    )
    {
        var until = TimeProvider.System.GetUtcNow().UtcDateTime + (expires ?? TimeSpan.FromMinutes(10));
        return new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = issuer ?? provider.Issuer,
                Audience = audience,
                NotBefore = until.AddHours(-1),
                IssuedAt = until.AddHours(-1),
                Expires = until,
                Subject = new ClaimsIdentity([new("sub", "ci-pipeline"), new("roles", "Deployer")]),
                SigningCredentials = key is null ? null : new(key, SecurityAlgorithms.RsaSha256),
            }
        );
    }

    private static HttpClient With(House house, string token)
    {
        var client = house.Browser();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static async Task<string> TokenAsync(House house)
    {
        using var client = new HttpClient();
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = "ci-pipeline",
                ["client_secret"] = LocalProvider.Secret,
            }
        );
        using var answer = await client.PostAsync(new Uri($"{house.Provider.Issuer}token"), form);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return body.RootElement.GetProperty("access_token").GetString()!;
    }
}
