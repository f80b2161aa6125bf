using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Mcpx.Dashboard.Tests.Api;

/// <summary>Linking a ticket, over a real Kestrel and a real store.</summary>
public sealed class TicketApiTests : IDisposable
{
    private const string Ticket = "/api/incidents/INC-0001/ticket";
    private readonly ProposedApi _api = new();

    public void Dispose() => _api.Dispose();

    [Theory]
    [InlineData("sre", HttpStatusCode.OK)]
    [InlineData("ic", HttpStatusCode.OK)]
    [InlineData("auditor", HttpStatusCode.Forbidden)]
    [InlineData("deployer", HttpStatusCode.Forbidden)]
    [InlineData("nobody", HttpStatusCode.Unauthorized)]
    public async Task Link_ByRole_IsAcceptedOrRefused(string person, HttpStatusCode expected)
    {
        using var api = await _api.AsAsync(person);

        var answer = await api.PostAsJsonAsync(Ticket, new { address = "https://tickets.example/OPS-7" });

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Link_ThenAnother_IsTheIncidentsTicket()
    {
        using var api = await _api.AsAsync("sre");

        await api.PostAsJsonAsync(Ticket, new { address = "https://tickets.example/OPS-7" });
        var answer = await api.PostAsJsonAsync(Ticket, new { address = "https://tickets.example/OPS-8" });

        var ticket = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("ticket");
        Assert.Equal("https://tickets.example/OPS-8", ticket.GetProperty("address").GetString());
        Assert.Equal("sre", ticket.GetProperty("by").GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"address":"javascript:alert(1)"}""")]
    public async Task Link_NoAddress_IsABadRequest(string body)
    {
        using var api = await _api.AsAsync("ic");
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        var answer = await api.PostAsync(new Uri(Ticket, UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("http or https", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
