using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Sse;
using Mcpx.Watchdog.Tests.Support;
using Mcpx.Watchdog.Wire;

namespace Mcpx.Watchdog.Tests.Discovery;

/// <summary>A stream to one of several workers is that worker's, or it is none.</summary>
public sealed class PinnedStreamTests
{
    [Theory]
    [InlineData(false, "")]
    [InlineData(false, "Set-Cookie: other=1\r\n")]
    [InlineData(true, "Set-Cookie: ARRAffinity=w2;Path=/\r\n")]
    public async Task Open_AnswerSetsTheCookieOfAnotherWorker_IsRefused(bool refused, string header)
    {
        var request = "";
        await using var server = new HostileServer(async peer =>
        {
            request = await peer.ReadAsync();
            await peer.SendAsync($"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n{header}\r\n: beat\n\n");
            await peer.SilenceAsync();
        });
        var address = new Pin("ARRAffinity", "w1").On(new(server.Address, "/api/events"));

        var open = Portal.Streams.OpenAsync(
            new StreamAddress(address, Http2: false),
            token: null,
            lastEventId: null,
            TimeSpan.FromSeconds(10),
            CancellationToken.None
        );

        if (refused)
        {
            Assert.Equal(Fault.Refused, (await Assert.ThrowsAsync<WireFault>(() => open)).Fault);
        }
        else
        {
            await (await open).DisposeAsync();
        }

        Assert.Contains("\r\nCookie: ARRAffinity=w1\r\n", request, StringComparison.Ordinal);
    }
}
