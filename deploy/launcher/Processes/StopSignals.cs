using System.Runtime.InteropServices;

namespace Mcpx.Launcher.Processes;

/// <summary>Turns Ctrl+C, SIGTERM and a closed terminal into a clean stop; the second of them into a quick one.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource hurry = new();
    private readonly List<PosixSignalRegistration> registrations;

    /// <summary>Takes the signals over for as long as it lives.</summary>
    public StopSignals() =>
        registrations = [
            .. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT }.Select(
                signal => PosixSignalRegistration.Create(signal, Handle)
            ),
        ];

    /// <summary>Cancelled by the first signal: stop in order, give each process its time.</summary>
    public CancellationToken Stop => stop.Token;

    /// <summary>Cancelled by the second signal: someone is impatient, kill what is left.</summary>
    public CancellationToken Hurry => hurry.Token;

    /// <summary>Stops as a signal would, for a stop asked for in another way.</summary>
    public void RequestStop() => stop.Cancel();

    /// <inheritdoc />
    public void Dispose()
    {
        registrations.ForEach(registration => registration.Dispose());
        stop.Dispose();
        hurry.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (stop.IsCancellationRequested)
            hurry.Cancel();
        else
            stop.Cancel();
    }
}
