using Mcpx.Sandbox.Instances;

namespace Mcpx.Sandbox.Control;

/// <summary>Starts the instances once the control's port is its own, and ends them with it.</summary>
internal sealed class FleetService(
    Fleet fleet,
    ControlState state,
    IHostApplicationLifetime application,
    ILogger<FleetService> logger
) : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await fleet.CloseAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A second control on the same folder fails at the port; before that it must not touch the first one's instances.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = application.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        Leftovers.End(state, logger);
        await fleet.StartAsync(stoppingToken);
    }
}
