using System.Diagnostics;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Probes;
using Mcpx.Watchdog.Probes.Health;
using Mcpx.Watchdog.Probes.Http;

namespace Mcpx.Watchdog.Tests.Probes.Http;

public sealed class PortalClientTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(1_500);

    public static TheoryData<string> Bad => [.. Behaviours.Bad.Keys];

    public static TheoryData<string> Odd => [.. Behaviours.Odd.Keys];

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Get_HostileTarget_IsTheRightFaultInTime(string name)
    {
        var (behave, expected) = Behaviours.Bad[name];
        await using var server = new HostileServer(behave);
        var started = Stopwatch.GetTimestamp();

        var answer = await GetAsync(server.Address);

        Assert.Equal(expected, answer.Fault);
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, Limit + TimeSpan.FromSeconds(3));
        Assert.InRange(answer.Body.Length, 0, PortalClient.SmallBody);
    }

    [Theory]
    [MemberData(nameof(Odd))]
    public async Task Get_OddBody_ComesAsItIsAndNeverThrows(string name)
    {
        await using var server = new HostileServer(Behaviours.Odd[name]);

        var answer = await GetAsync(server.Address);

        Assert.Equal((Fault.None, 200), (answer.Fault, answer.StatusCode));
        Assert.InRange(answer.Body.Length, 0, PortalClient.SmallBody);
        Assert.Null(HealthProbe.TagIn(answer.Body.Span));
    }

    [Fact]
    public async Task Get_NobodyListens_IsRefused()
    {
        await using var server = new HostileServer(_ => Task.CompletedTask);
        await server.CloseAsync();

        Assert.Equal(Fault.Refused, (await GetAsync(server.Address)).Fault);
    }

    [Fact]
    public async Task Get_TlsAgainstPlain_IsTls()
    {
        await using var server = new HostileServer(peer => peer.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\n"));

        Assert.Equal(Fault.Tls, (await GetAsync(new($"https://127.0.0.1:{server.Port}"))).Fault);
    }

    [Fact]
    public async Task Get_NameThatDoesNotResolve_IsAFaultOfItsOwn()
    {
        var fault = (await GetAsync(new("http://no-such-host.invalid"))).Fault;

        // A resolver that does not answer at all is a timeout.
        Assert.Contains(fault, (Fault[])[Fault.Dns, Fault.Timeout]);
    }

    [Fact]
    public async Task Get_RedirectLoop_AsksOnce()
    {
        var asked = 0;
        await using var server = new HostileServer(async peer =>
        {
            while (true)
            {
                await peer.AnswerAsync("301 Moved", headers: "Location: /again\r\n");
                Interlocked.Increment(ref asked);
            }
        });

        var answer = await GetAsync(server.Address);

        Assert.Equal((Fault.Status, 301, "/again"), (answer.Fault, answer.StatusCode, answer.Location));
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Get_Token_IsSentAsBearerAndWeSayWhoWeAre()
    {
        var head = new TaskCompletionSource<string>();
        await using var server = new HostileServer(async peer =>
        {
            head.SetResult(await peer.ReadAsync());
            await peer.SendAsync("HTTP/1.1 204 No Content\r\n\r\n");
        });

        await Portal.Client.GetAsync(server.Address, "abc", Limit, PortalClient.SmallBody, CancellationToken.None);

        var sent = await head.Task;
        Assert.Contains("Authorization: Bearer abc\r\n", sent, StringComparison.Ordinal);
        Assert.Contains("User-Agent: mcpx-watchdog", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ProcessStops_IsNoAnswerAtAll()
    {
        await using var server = new HostileServer(peer => peer.SilenceAsync());
        using var stopping = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Portal.Client.GetAsync(server.Address, token: null, Limit, PortalClient.SmallBody, stopping.Token)
        );
    }

    private static Task<PortalAnswer> GetAsync(Uri address) =>
        Portal.Client.GetAsync(
            new(address, "/healthz"),
            token: null,
            Limit,
            PortalClient.SmallBody,
            CancellationToken.None
        );
}
