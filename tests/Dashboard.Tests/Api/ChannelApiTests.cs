using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Mcpx.Dashboard.Tests.Api;

/// <summary>Test messages over a real Kestrel and a real store; no watchdog sends them here.</summary>
public sealed class ChannelApiTests : IDisposable
{
    private readonly ProposedApi _api = new(store => store.ConfigureSlack());

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Test_Asked_IsAWishThatWaitsAndASecondIsRefused()
    {
        var ic = await _api.AsAsync("ic");

        var asked = await ic.PostAsync(Address, content: null);
        var again = await ic.PostAsync(Address, content: null);

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Conflict), (asked.StatusCode, again.StatusCode));
        Assert.Contains("ic asked for one already", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var test = await ic.GetFromJsonAsync<JsonElement>(Address);
        Assert.Equal("TEST-0001", test.GetProperty("id").GetString());
        Assert.Equal(JsonValueKind.Null, test.GetProperty("heldAt").ValueKind);
    }

    [Theory]
    [InlineData("sre", HttpStatusCode.Accepted)]
    [InlineData("auditor", HttpStatusCode.Forbidden)]
    [InlineData("deployer", HttpStatusCode.Forbidden)]
    [InlineData("nobody", HttpStatusCode.Unauthorized)]
    public async Task Test_ByPerson_IsAcceptedOrRefused(string person, HttpStatusCode expected)
    {
        var api = await _api.AsAsync(person);

        Assert.Equal(expected, (await api.PostAsync(Address, content: null)).StatusCode);
    }

    [Fact]
    public async Task Test_WithoutAWebhook_IsRefusedWithTheKey()
    {
        using var bare = new ProposedApi();
        var ic = await bare.AsAsync("ic");

        var asked = await ic.PostAsync(Address, content: null);

        Assert.Equal(HttpStatusCode.Conflict, asked.StatusCode);
        Assert.Contains("Watchdog:Slack", await asked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static Uri Address { get; } = new("/api/channels/test", UriKind.Relative);
}
