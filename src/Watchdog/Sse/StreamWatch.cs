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
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(
            from environment in options.Environments
            from instance in environment.Value.Instances
            where instance.Component == Component.Api
            select HoldAsync(environment.Key, environment.Value, instance, stoppingToken)
        );

    private Task HoldAsync(
        string environment,
        EnvironmentOptions environmentOptions,
        InstanceOptions instance,
        CancellationToken stopping
    )
    {
        var id = new InstanceId(environment, instance.Component, instance.Name);
        return new HeldStream(
            id,
            StreamAddress.Of(instance, environmentOptions.Probes),
            environmentOptions,
            pulses.Of(id),
            streams,
            time,
            log
        ).HoldAsync(stopping);
    }
}
