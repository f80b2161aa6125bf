using Mcpx.Launcher.Build;
using Mcpx.Launcher.Processes;

namespace Mcpx.Launcher.Up;

/// <summary><c>up</c>: build if needed, start, stay until Ctrl+C; with <c>--wait</c> leave it to a process of its own.</summary>
/// <param name="layout">Where source and output are.</param>
/// <param name="options">What was asked for.</param>
/// <param name="output">Where to tell.</param>
internal sealed class UpCommand(Layout layout, UpOptions options, TextWriter output)
{
    /// <summary>Runs in the foreground.</summary>
    public async Task<int> RunAsync(StopSignals signals)
    {
        using var held = RunLock.Take(options, output);
        var session = new UpSession(layout, options, output);
        session.CheckPorts();
        await new ProductBuild(layout, output).EnsureCurrentAsync(signals.Stop);
        await output.WriteLineAsync("Starting sandbox, watchdog and dashboard ...");
        var exitCode = await session.RunAsync(
            async () =>
            {
                await new Summary(layout, output).PrintAsync(options, "Stop: Ctrl+C", signals.Stop);
                if (options.Browser)
                    Browser.TryOpen(options.Ports.Dashboard);
            },
            signals
        );
        await output.WriteLineAsync(exitCode == 0 ? "Stopped." : "Stopped after a failure.");
        return exitCode;
    }

    /// <summary>Starts it in a process that outlives this one, and returns when all is ready.</summary>
    /// <param name="supervisor">Starts that process and waits for its word.</param>
    /// <param name="signals">Ctrl+C while it starts stops it again.</param>
    public async Task<int> RunDetachedAsync(DetachedSupervisor supervisor, StopSignals signals)
    {
        using (RunLock.Take(options, output))
        {
            new UpSession(layout, options, output).CheckPorts();
            await new ProductBuild(layout, output).EnsureCurrentAsync(signals.Stop);
        }
        var exitCode = await supervisor.StartAsync(signals);
        if (exitCode == 0 && options.Browser)
            Browser.TryOpen(options.Ports.Dashboard);
        return exitCode;
    }
}
