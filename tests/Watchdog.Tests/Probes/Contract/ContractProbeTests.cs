using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes;
using Mcpx.Watchdog.Probes.Contract;

namespace Mcpx.Watchdog.Tests.Probes.Contract;

public sealed class ContractProbeTests
{
    public static TheoryData<string> Bad => [.. Behaviours.Bad.Keys];

    [Theory]
    [InlineData("200 OK", "{}", Fault.None, null)]
    [InlineData("200 OK", "[1]", Fault.None, null)]
    [InlineData("200 OK", """{"code":"ok"}""", Fault.None, null)]
    [InlineData("204 No Content", "", Fault.None, "answered 204")]
    [InlineData("200 OK", "<html>", Fault.None, "200 without JSON")]
    [InlineData("200 OK", "", Fault.None, "200 without JSON")]
    [InlineData("200 OK", "12", Fault.None, "200 without JSON")]
    [InlineData(
        "200 OK",
        """{"code":"internal_error","message":"x","requestId":"1"}""",
        Fault.None,
        "200 with the error internal_error"
    )]
    [InlineData("404 Not Found", "{}", Fault.Status, "answered 404")]
    [InlineData("401 Unauthorized", "{}", Fault.Status, "answered 401")]
    [InlineData("302 Found", "", Fault.Status, "answered 302")]
    [InlineData("500 Sorry", "{}", Fault.Status, null)]
    [InlineData("503 Sorry", "", Fault.Status, null)]
    public async Task Ask_Answer_SaysWhatItBreaks(string status, string body, Fault fault, string? broken)
    {
        await using var server = new HostileServer(peer => peer.AnswerAsync(status, body));

        var call = Assert.Single(await AskAsync(server));

        Assert.Equal((fault, broken), (call.Fault, call.Broken));
        Assert.Equal(status[..3], $"{call.StatusCode}");
        Assert.InRange(call.LatencyMicroseconds, 1, 10_000_000);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Ask_HostileTarget_IsAFaultAndBreaksNothing(string name)
    {
        var (behave, expected) = Behaviours.Bad[name];
        await using var server = new HostileServer(behave);

        var call = Assert.Single(await AskAsync(server));

        // A body that is too long for a health answer is none for a list.
        expected = name == "error-503-huge" ? Fault.Status : expected;
        Assert.Equal(expected, call.Fault);
        Assert.Equal(expected == Fault.Status && call.StatusCode < 500, call.Broken is not null);
    }

    [Fact]
    public async Task Ask_OddBodies_NeverThrow()
    {
        foreach (var odd in Behaviours.Odd.Values)
        {
            await using var server = new HostileServer(odd);

            var call = Assert.Single(await AskAsync(server));

            Assert.Equal(Fault.None, call.Fault);
        }
    }

    [Fact]
    public async Task Ask_Rounds_TakeThePathsInTurnWithTheTokenAndOurName()
    {
        var heads = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await using var server = new HostileServer(async peer =>
        {
            heads.Enqueue(await peer.ReadAsync());
            await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
        });
        var environment = Senses.Environment([server], validation: new() { ContractPaths = ["/api/a", "/api/b"] });
        var inputs = new Inputs();
        var probe = new ContractProbe(new(Portal.Client), new(), inputs, new(), TimeProvider.System);

        var paths = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            paths.Add(((ContractCalled)Assert.Single(await Senses.AskAsync(environment, inputs, probe))).Path);
        }

        Assert.Equal(["/api/a", "/api/b", "/api/a"], paths);
        Assert.All(
            heads,
            head =>
            {
                Assert.Contains($"Bearer {TestEnvironment.PortalToken}", head, StringComparison.Ordinal);
                Assert.Contains("User-Agent: mcpx-watchdog", head, StringComparison.Ordinal);
            }
        );
    }

    private static async Task<IReadOnlyList<ContractCalled>> AskAsync(HostileServer server)
    {
        var inputs = new Inputs();
        var probe = new ContractProbe(new(Portal.Client), new(), inputs, new(), TimeProvider.System);
        return [.. (await Senses.AskAsync(Senses.Environment([server]), inputs, probe)).Cast<ContractCalled>()];
    }
}
