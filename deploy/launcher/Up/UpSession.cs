using Mcpx.Launcher.Processes;

namespace Mcpx.Launcher.Up;

/// <summary>One run of the product from the first process to the last, in this process.</summary>
/// <param name="layout">Where the assemblies are.</param>
/// <param name="options">What was asked for.</param>
/// <param name="output">Where to tell.</param>
internal sealed class UpSession(Layout layout, UpOptions options, TextWriter output)
{
    /// <summary>Refuses when a port is taken, naming each with its key, before anything is started.</summary>
    /// <exception cref="LauncherException">A port is busy (exit code 2).</exception>
    public void CheckPorts()
    {
        if (options.Ports.Busy() is not { Count: > 0 } busy)
            return;
        var list = string.Join(", ", busy.Select(port => $"{port.Key} {port.Number}"));
        throw new LauncherException(
            2,
            $"--port-base {options.Ports.Base}: in use by another process: {list}. Choose another --port-base; nothing was started."
        );
    }

    /// <summary>Starts, waits, calls <paramref name="ready"/>, stays, stops. The lock must be held.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(Func<Task> ready, StopSignals signals)
    {
        using var finished = CancellationTokenSource.CreateLinkedTokenSource(signals.Stop);
        var watching = StopFile.WatchAsync(options.Data, signals.RequestStop, finished.Token);
        var record = new RunRecord(
            ProcessIdentity.Current,
            options.Ports.Base,
            options.Ports.Dashboard,
            options.Ports.Watchdog,
            options.Ports.Control,
            Ready: false,
            []
        );
        try
        {
            record.Write(options.RunFile);
            return await new Supervisor(options.Logs, output, Limits.Default).RunAsync(
                ProductPlan.For(layout, options),
                children =>
                {
                    record = record with { Processes = [.. children.Select(Describe)] };
                    record.Write(options.RunFile);
                },
                async () =>
                {
                    record = record with { Ready = true };
                    record.Write(options.RunFile);
                    await ready();
                },
                signals.Stop,
                signals.Hurry
            );
        }
        finally
        {
            await finished.CancelAsync();
            await watching;
            File.Delete(options.RunFile);
            File.Delete(StopFile.In(options.Data));
        }
    }

    private static RunningProcess Describe(Child child) => new(child.Plan.Name, child.Identity, child.LogFile);
}
