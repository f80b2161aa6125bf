using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes;
using Mcpx.Watchdog.Probes.Cors;

namespace Mcpx.Watchdog.Tests.Probes.Cors;

public sealed class PreflightProbeTests
{
    private const string Origin = "https://admin.example.com";
    private const string Envelope = """{"code":"origin_forbidden","message":"x","requestId":"1"}""";

    public static TheoryData<string> Bad => [.. Behaviours.Bad.Keys];

    [Theory]
    [InlineData("204 No Content", "", Origin, PreflightAnswer.Allowed)]
    [InlineData("200 OK", "", "*", PreflightAnswer.Allowed)]
    [InlineData("200 OK", "", "HTTPS://ADMIN.EXAMPLE.COM", PreflightAnswer.Allowed)]
    [InlineData("403 Forbidden", Envelope, null, PreflightAnswer.Forbidden)]
    [InlineData("200 OK", Envelope, Origin, PreflightAnswer.Forbidden)]
    [InlineData("204 No Content", "", "https://other.example.com", PreflightAnswer.None)]
    [InlineData("204 No Content", "", null, PreflightAnswer.None)]
    [InlineData("403 Forbidden", """{"code":"waf","message":"x","requestId":"1"}""", null, PreflightAnswer.None)]
    [InlineData("403 Forbidden", "origin_forbidden", null, PreflightAnswer.None)]
    [InlineData("500 Sorry", "{}", null, PreflightAnswer.None)]
    public async Task Ask_Answer_IsReadAsABrowserWould(
        string status,
        string body,
        string? allowed,
        PreflightAnswer expected
    )
    {
        var header = allowed is null ? "" : $"Access-Control-Allow-Origin: {allowed}\r\n";
        await using var server = new HostileServer(peer => peer.AnswerAsync(status, body, header));

        var preflight = Assert.Single(await AskAsync(server, Origin));

        Assert.Equal((Origin, expected), (preflight.Origin, preflight.Answer));
    }

    [Fact]
    public async Task Ask_SeveralAllowedOrigins_AreNoAnswerABrowserTakes()
    {
        await using var server = new HostileServer(peer =>
            peer.AnswerAsync(
                "204 No Content",
                "",
                $"Access-Control-Allow-Origin: {Origin}\r\nAccess-Control-Allow-Origin: https://b\r\n"
            )
        );

        Assert.Equal(PreflightAnswer.None, Assert.Single(await AskAsync(server, Origin)).Answer);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Ask_HostileTarget_IsNoAnswer(string name)
    {
        await using var server = new HostileServer(Behaviours.Bad[name].Behave);

        Assert.Equal(PreflightAnswer.None, Assert.Single(await AskAsync(server, Origin)).Answer);
    }

    [Fact]
    public async Task Ask_SeveralOrigins_SendsARealPreflightForEach()
    {
        var heads = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await using var server = new HostileServer(async peer =>
        {
            heads.Enqueue(await peer.ReadAsync());
            await peer.SendAsync("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
        });

        var told = await AskAsync(server, "https://a.example", "https://b.example");

        Assert.Equal(["https://a.example", "https://b.example"], told.Select(one => one.Origin).Order());
        Assert.All(
            heads,
            head =>
            {
                Assert.StartsWith("OPTIONS /api/healthz ", head, StringComparison.Ordinal);
                Assert.Contains("Access-Control-Request-Method: GET\r\n", head, StringComparison.Ordinal);
                Assert.DoesNotContain("Authorization", head, StringComparison.Ordinal);
            }
        );
        Assert.Contains(heads, head => head.Contains("Origin: https://b.example\r\n", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<Preflighted>> AskAsync(HostileServer server, params string[] origins)
    {
        var inputs = new Inputs();
        var probe = new PreflightProbe(Portal.Client, inputs, TimeProvider.System);
        var environment = Senses.Environment([server], new() { Cors = new() { IntendedOrigins = origins } });
        return [.. (await Senses.AskAsync(environment, inputs, probe)).Cast<Preflighted>()];
    }
}
