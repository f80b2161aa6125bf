using System.Diagnostics;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Watchdog.Comms;
using Mcpx.Watchdog.Runner.Smoke;
using Mcpx.Watchdog.Sse;

namespace Mcpx.Watchdog.Tests.Sse;

public sealed class SseSmokeTests
{
    private static readonly ValidationOptions Limits = new()
    {
        SmokeFor = TimeSpan.FromMilliseconds(2_500),
        MaxFirstEvent = TimeSpan.FromMilliseconds(400),
        MaxMedianGap = TimeSpan.FromMilliseconds(500),
        GapGrace = TimeSpan.FromMilliseconds(100),
        MaxGap = TimeSpan.FromMilliseconds(1_000),
    };

    [Fact]
    public async Task Run_GoodStream_PassesAndListensTheWholeTime()
    {
        await using var good = Beating();
        var started = Stopwatch.GetTimestamp();

        var checks = await RunAsync(good);

        Assert.All(checks, check => Assert.True(check.Passed, check.ToString()));
        Assert.Equal(
            [CheckNames.FirstEvent, CheckNames.MedianGap, CheckNames.WorstGap],
            checks.Select(check => check.Name)
        );
        Assert.InRange(Stopwatch.GetElapsedTime(started), Limits.SmokeFor, TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task Run_FirstEventLate_FailsOnThatOnly()
    {
        await using var late = Beating(before: 700);

        Assert.Equal([CheckNames.FirstEvent], Failed(await RunAsync(late)));
    }

    [Fact]
    public async Task Run_OneOfThreeIsLate_IsNotOutvotedByTheOthers()
    {
        await using var one = Beating();
        await using var two = Beating();
        await using var late = Beating(before: 700);

        Assert.Equal([CheckNames.FirstEvent], Failed(await RunAsync(one, two, late)));
    }

    [Theory]
    [InlineData(10_000, "10 s", true)]
    [InlineData(10_400, "10.4 s, by the grace only", true)]
    [InlineData(11_100, "11.1 s", false)]
    public void Of_MedianGap_SaysWhetherOnlyTheGraceLetsItPass(int gap, string measured, bool passed)
    {
        var heard = new Heard(TimeProvider.System) { Gaps = { TimeSpan.FromMilliseconds(gap) } };

        var check = StreamChecks.Of([heard], new()).Single(one => one.Name == CheckNames.MedianGap);

        Assert.Equal(
            (measured, "at most 10 s, 11 s with grace", passed),
            (check.Measured, check.Required, check.Passed)
        );
    }

    [Fact]
    public async Task Run_SilentAfterTheGreeting_FailsOnBothGaps()
    {
        await using var stalls = new HostileServer(async peer =>
        {
            await peer.BeginStreamAsync();
            await peer.SendAsync("event: hello\ndata: {}\n\n");
            await peer.SilenceAsync();
        });

        Assert.Equal([CheckNames.MedianGap, CheckNames.WorstGap], Failed(await RunAsync(stalls)));
    }

    [Fact]
    public async Task Run_OneOfThreeRefuses_Fails()
    {
        await using var one = Beating();
        await using var two = Beating();
        await using var dead = Beating();
        await dead.CloseAsync();

        var checks = await RunAsync(one, two, dead);

        var worst = Assert.Single(checks, check => check.Name == CheckNames.WorstGap);
        Assert.False(worst.Passed);
        Assert.Equal("none", worst.Measured);
    }

    [Fact]
    public async Task Run_HalfRefuse_CountsThemAsInfinitelySlow()
    {
        await using var good = Beating();
        await using var dead = Beating();
        await dead.CloseAsync();

        var checks = await RunAsync(good, dead);

        Assert.Equal((false, "none"), (checks[0].Passed, checks[0].Measured));
    }

    [Fact]
    public async Task Run_StreamEndsEarly_TheSilenceAfterItCounts()
    {
        var held = 0;
        await using var once = new HostileServer(async peer =>
        {
            await peer.BeginStreamAsync();
            if (Interlocked.Increment(ref held) <= 6)
            {
                await peer.SendAsync(": ping\n");
            }
        });

        var checks = await RunAsync(once);

        Assert.Contains(CheckNames.WorstGap, Failed(checks));
    }

    [Theory]
    [InlineData("page")]
    [InlineData("garbage")]
    [InlineData("500")]
    [InlineData("no headers")]
    public async Task Run_NoEventStream_FailsEverything(string how)
    {
        await using var server = new HostileServer(peer =>
            how switch
            {
                "page" => peer.AnswerAsync("200 OK", ": looks like a comment\n\n", "Content-Type: text/html\r\n"),
                "garbage" => peer.SendAsync("hello\r\n\r\n"),
                "500" => peer.AnswerAsync("500 Sorry", ": no\n"),
                _ => peer.SilenceAsync(),
            }
        );

        var checks = await RunAsync(server);

        Assert.All(checks, check => Assert.False(check.Passed, check.ToString()));
        Assert.All(checks, check => Assert.Equal("none", check.Measured));
    }

    [Fact]
    public async Task Run_Stopped_IsCancelledNotPassed()
    {
        await using var good = Beating();
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(700));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync([good], stop.Token));
    }

    private static HostileServer Beating(int before = 0) =>
        new(async peer =>
        {
            await peer.BeginStreamAsync();
            await peer.PauseAsync(before);
            while (true)
            {
                await peer.SendAsync(": ping\n");
                await peer.PauseAsync(100);
            }
        });

    private static IEnumerable<string> Failed(IReadOnlyList<Check> checks) =>
        checks.Where(check => !check.Passed).Select(check => check.Name);

    private static Task<IReadOnlyList<Check>> RunAsync(params HostileServer[] servers) =>
        RunAsync(servers, CancellationToken.None);

    private static Task<IReadOnlyList<Check>> RunAsync(HostileServer[] servers, CancellationToken cancellation)
    {
        var environment = Some.Environment(
            instances: [.. servers.Select((server, index) => Some.Api(server.Address, $"api-{index + 1}"))],
            validation: Limits,
            timeout: TimeSpan.FromSeconds(1)
        );
        return new SseSmoke(Portal.Listener).RunAsync(Some.Step(environment, StepKind.Validate), cancellation);
    }
}
