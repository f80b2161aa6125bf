using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Deployers;
using Mcpx.Watchdog.Probes;
using Mcpx.Watchdog.Probes.Http;
using Mcpx.Watchdog.Sse;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mcpx.Watchdog.Tests.Probes;

/// <summary>Floods, measured while no other test runs.</summary>
[CollectionDefinition(nameof(BoundedMemoryTests), DisableParallelization = true)]
[Collection(nameof(BoundedMemoryTests))]
public sealed class BoundedMemoryTests
{
    private static CommandDeployer Deployer { get; } = new("Prod", Component.Api, new());

    [Fact]
    public async Task Get_EndlessBody_KeepsMemoryBounded()
    {
        await using var server = new HostileServer(Behaviours.Bad["endless-body"].Behave);
        await GetAsync(server.Address);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(Fault.Body, (await GetAsync(server.Address)).Fault);
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 8_000_000);
    }

    [UnixFact]
    public async Task Deploy_HundredMegabytes_KeepsMemoryBounded()
    {
        var (lines, longest) = (0, 0);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var problem = await Deployer.DeployAsync(
            ["/bin/sh", "-c", "head -c 100000000 /dev/zero | tr '\\0' 'x' | fold -w 5000"],
            line =>
            {
                lines++;
                longest = Math.Max(longest, line.Length);
            },
            CancellationToken.None
        );

        Assert.Equal((null, 20_000), (problem, lines));
        Assert.InRange(longest, 2_000, 2_010);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 20_000_000);
    }

    [UnixFact]
    public async Task Deploy_HundredMegabytesInOneLine_KeepsItsBeginning()
    {
        var lines = new List<string>();
        var before = GC.GetTotalAllocatedBytes();

        await Deployer.DeployAsync(
            ["/bin/sh", "-c", "head -c 100000000 /dev/zero | tr '\\0' 'x'; echo; echo last"],
            lines.Add,
            CancellationToken.None
        );

        Assert.Equal([2_002, 4], lines.Select(line => line.Length));
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 60_000_000);
    }

    [Fact]
    public async Task Watch_LinesOfTenMegabytes_KeepMemoryBounded()
    {
        var line = new byte[10_000_000];
        Array.Fill(line, (byte)'x');
        var sent = 0;
        await using var server = new HostileServer(async peer =>
        {
            await peer.BeginStreamAsync();
            while (sent < 10)
            {
                await peer.SendAsync(line);
                sent++;
            }

            await peer.SilenceAsync();
        });
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var environment = Some.Environment(instances: [Some.Api(server.Address)]);
        using var watch = new StreamWatch(
            Some.Options(environment),
            new Pulses(),
            Portal.Streams,
            TimeProvider.System,
            NullLogger<StreamWatch>.Instance
        );
        await watch.StartAsync(CancellationToken.None);

        await Wait.UntilAsync("all was sent", () => sent == 10);

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 40_000_000);
        await watch.StopAsync(CancellationToken.None);
    }

    private static Task<PortalAnswer> GetAsync(Uri address) =>
        Portal.Client.GetAsync(
            address,
            token: null,
            TimeSpan.FromSeconds(5),
            PortalClient.SmallBody,
            CancellationToken.None
        );
}
