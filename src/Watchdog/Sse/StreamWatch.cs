using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Sse;

/// <summary>Holds the event stream of every API instance for as long as the process runs.</summary>
internal sealed class StreamWatch(
    WatchdogOptions options,
    Pulses pulses,
    EventStreams streams,
    TimeProvider time,
    ILogger<StreamWatch> log
) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var held = (
            from environment in options.Environments
            from instance in environment.Value.Instances
            where instance.Component == Component.Api
            select Of(environment.Key, environment.Value, instance)
        ).ToList();
        var holding = Task.WhenAll(held.Select(stream => stream.HoldAsync(stoppingToken)));
        using var timer = new PeriodicTimer(LookEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var stream in held)
                {
                    stream.Look(stoppingToken);
                }
            }
        }
        finally
        {
            await holding;
        }
    }

    private HeldStream Of(string environment, EnvironmentOptions environmentOptions, InstanceOptions instance)
    {
        var id = new InstanceId(environment, instance.Component, instance.Name);
        return new(
            id,
            StreamAddress.Of(instance, environmentOptions.Probes),
            environmentOptions,
            pulses.Of(id),
            streams,
            time,
            log
        );
    }
}
