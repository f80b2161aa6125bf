using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes;
using Mcpx.Watchdog.Sse;

namespace Mcpx.Watchdog.Tests.Sse;

public sealed class FirstEventProbeTests
{
    public static TheoryData<string> Bad => [.. Behaviours.Bad.Keys];

    [Theory]
    [InlineData(": ping\n")]
    [InlineData("event: hello\ndata: {}\n\n")]
    public async Task Ask_StreamThatSpeaks_IsTimed(string greeting)
    {
        await using var server = Speaking(greeting);

        Assert.InRange((await AskAsync(server)).Microseconds!.Value, 1, 1_400_000);
    }

    [Fact]
    public async Task Ask_GreetingInPieces_IsTimedToItsEnd()
    {
        await using var server = new HostileServer(async peer =>
        {
            await peer.BeginStreamAsync();
            await peer.SendAsync("data: x\r");
            await peer.PauseAsync(150);
            await peer.SendAsync("\n\r\n");
            await peer.SilenceAsync();
        });

        Assert.InRange((await AskAsync(server)).Microseconds!.Value, 140_000, 1_400_000);
    }

    [Theory]
    [InlineData("silent")]
    [InlineData("half an event")]
    [InlineData("ends")]
    [InlineData("a page")]
    [InlineData("500")]
    [InlineData("endless line")]
    public async Task Ask_NoFirstEvent_IsInfinitelySlow(string how)
    {
        await using var server = new HostileServer(async peer =>
        {
            switch (how)
            {
                case "silent":
                    await peer.BeginStreamAsync();
                    await peer.SilenceAsync();
                    break;
                case "half an event":
                    await peer.BeginStreamAsync();
                    await peer.SendAsync("data: x\n");
                    await peer.SilenceAsync();
                    break;
                case "ends":
                    await peer.BeginStreamAsync();
                    break;
                case "a page":
                    await peer.AnswerAsync("200 OK", ": no\n\n", "Content-Type: text/html\r\n");
                    break;
                case "500":
                    await peer.AnswerAsync("500 Sorry", ": no\n\n", "Content-Type: text/event-stream\r\n");
                    break;
                default:
                    await peer.BeginStreamAsync();
                    while (true)
                    {
                        await peer.SendAsync(new string('x', 65_536));
                    }
            }
        });

        Assert.Null((await AskAsync(server)).Microseconds);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Ask_HostileTarget_IsInfinitelySlow(string name)
    {
        await using var server = new HostileServer(Behaviours.Bad[name].Behave);

        Assert.Null((await AskAsync(server)).Microseconds);
    }

    [Fact]
    public async Task Ask_NobodyListens_IsInfinitelySlow()
    {
        await using var server = Speaking(": ping\n");
        await server.CloseAsync();

        Assert.Null((await AskAsync(server)).Microseconds);
    }

    [Fact]
    public async Task Ask_Twice_ConnectsAnewEachTime()
    {
        // A complete answer on a connection that could be used again.
        await using var server = new HostileServer(async peer =>
        {
            while (true)
            {
                await peer.AnswerAsync("200 OK", ": ping\n", "Content-Type: text/event-stream\r\n");
            }
        });

        await AskAsync(server);
        await AskAsync(server);

        Assert.Equal(2, server.Connections);
    }

    private static HostileServer Speaking(string greeting) =>
        new(async peer =>
        {
            await peer.BeginStreamAsync();
            await peer.SendAsync(greeting);
            await peer.SilenceAsync();
        });

    private static async Task<FirstEventTimed> AskAsync(HostileServer server)
    {
        var inputs = new Inputs();
        var probe = new FirstEventProbe(Portal.Streams, inputs, TimeProvider.System);
        var told = await Senses.AskAsync(Senses.Environment([server]), inputs, probe);
        return Assert.IsType<FirstEventTimed>(Assert.Single(told));
    }
}
