using System.Net;
using System.Net.Http.Headers;

namespace Mcpx.Dashboard.Tests.Api;

/// <summary>The screenshot of who looked at the pages, over a real Kestrel and a real store.</summary>
public sealed class AttestationApiTests : IDisposable
{
    private const string Attest = "/api/incidents/INC-0001/attest?words=all%20render&well=";
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    private readonly ProposedApi _api = new(store => store.AskAttestation());

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Attest_AskedFor_IsKeptAndServedAsSent()
    {
        var api = await _api.AsAsync("ic");

        var answer = await api.PostAsync(new Uri(Attest + "true", UriKind.Relative), Picture(Png));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var incident = await answer.Content.ReadAsStringAsync();
        var sha = System.Security.Cryptography.SHA256.HashData(Png);
        Assert.Contains(Convert.ToHexStringLower(sha), incident, StringComparison.Ordinal);
        var served = await api.GetAsync(
            new Uri($"/api/incidents/INC-0001/pictures/{Convert.ToHexStringLower(sha)}", UriKind.Relative)
        );
        Assert.Equal("image/png", served.Content.Headers.ContentType!.MediaType);
        Assert.Equal(Png, await served.Content.ReadAsByteArrayAsync());
        Assert.Equal(
            HttpStatusCode.Conflict,
            (await api.PostAsync(new Uri(Attest + "true", UriKind.Relative), Picture(Png))).StatusCode
        );
    }

    [Theory]
    [InlineData("sre", "true", HttpStatusCode.Forbidden)]
    [InlineData("ic", "maybe", HttpStatusCode.BadRequest)]
    public async Task Attest_NotAllowedOrNonsense_IsRefused(string person, string well, HttpStatusCode expected)
    {
        var api = await _api.AsAsync(person);

        Assert.Equal(
            expected,
            (await api.PostAsync(new Uri(Attest + well, UriKind.Relative), Picture(Png))).StatusCode
        );
    }

    [Fact]
    public async Task Attest_NoPictureOrTooLarge_IsRefusedWithItsReason()
    {
        var api = await _api.AsAsync("ic");

        var text = await api.PostAsync(new Uri(Attest + "true", UriKind.Relative), Picture([1, 2, 3]));
        var none = await api.PostAsync(new Uri(Attest + "true", UriKind.Relative), Picture([]));
        var large = await api.PostAsync(new Uri(Attest + "true", UriKind.Relative), Picture(new byte[5_242_881]));

        Assert.Equal(HttpStatusCode.BadRequest, text.StatusCode);
        Assert.Contains("PNG or JPEG", await text.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
    }

    [Fact]
    public async Task Picture_Unknown_IsNotFound()
    {
        var api = await _api.AsAsync("auditor");

        Assert.Equal(
            HttpStatusCode.NotFound,
            (await api.GetAsync(new Uri("/api/incidents/INC-0001/pictures/ab", UriKind.Relative))).StatusCode
        );
    }

    private static ByteArrayContent Picture(byte[] content)
    {
        var body = new ByteArrayContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        return body;
    }
}
