using System.Globalization;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes;
using Mcpx.Watchdog.Probes.Http;
using Mcpx.Watchdog.Wire;

namespace Mcpx.Benchmarks.Probes;

/// <summary>
/// The product's own probing: 200 targets asked once a second, started by <see cref="ProbeSchedule{T}"/> from one timer,
/// answered through <see cref="PortalClient"/> and put into judging's queue, which is emptied every 250 ms.
/// </summary>
internal static class ProbeClient
{
    public const string Role = "probe";
    public const string SaturateRole = "probe-without-pause";

    /// <summary>Probes a second.</summary>
    public const int Targets = 200;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);
    private static long _answers;

    public static async Task PaceAsync(Uri address)
    {
        using var wire = new WireClient();
        var (portal, inputs) = (new PortalClient(wire), new Inputs());
        var schedule = new ProbeSchedule<string>(
            [.. Enumerable.Range(1, Targets).Select(i => ($"api-{i}", TimeSpan.FromSeconds(1)))],
            jitter: 0.1,
            new(1)
        );
        _ = CountAsync();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var started = TimeProvider.System.GetTimestamp();
        for (var tick = 0; await timer.WaitForNextTickAsync(); tick++)
        {
            schedule.Run(
                TimeProvider.System.GetElapsedTime(started),
                (instance, late) =>
                {
                    _ = AskAsync(portal, inputs, instance, address);
                }
            );
            while (tick % 5 == 0 && inputs.TryTake(out var _)) { }
        }
    }

    public static async Task SaturateAsync(Uri address, int connections)
    {
        using var wire = new WireClient();
        var request = RequestText.Get(address, token: null);
        for (var i = 0; i < connections; i++)
        {
            _ = Task.Run(async () =>
            {
                while (true)
                {
                    var answer = await wire.AskAsync(
                        Authority.Of(address),
                        request,
                        reuse: true,
                        Timeout,
                        PortalClient.SmallBody,
                        CancellationToken.None
                    );
                    Count(answer.Fault);
                }
            });
        }

        await CountAsync();
    }

    /// <summary>Says how many good answers there were so far, whenever it is asked.</summary>
    private static async Task CountAsync()
    {
        await Task.Yield();
        while (await Console.In.ReadLineAsync() is not null)
        {
            Console.WriteLine(Interlocked.Read(ref _answers).ToString(CultureInfo.InvariantCulture));
        }

        Environment.Exit(0);
    }

    private static async Task AskAsync(PortalClient portal, Inputs inputs, string instance, Uri address)
    {
        var at = TimeProvider.System.GetUtcNow();
        var answer = await portal.GetAsync(
            address,
            token: null,
            Timeout,
            PortalClient.SmallBody,
            CancellationToken.None
        );
        Count(answer.Fault);
        inputs.Put(
            "Prod",
            new HealthProbed(
                at,
                instance,
                HealthEndpoint.Healthz,
                answer.Fault,
                answer.StatusCode,
                (long)answer.Latency.TotalMicroseconds
            )
        );
    }

    private static void Count(Fault fault)
    {
        if (fault != Fault.None)
        {
            throw new InvalidOperationException($"A probe failed: {fault}.");
        }

        Interlocked.Increment(ref _answers);
    }
}
