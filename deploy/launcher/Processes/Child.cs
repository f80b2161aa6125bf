using System.Diagnostics;

namespace Mcpx.Launcher.Processes;

/// <summary>How stopping a process went.</summary>
internal enum StopOutcome
{
    /// <summary>It had ended before.</summary>
    AlreadyGone,

    /// <summary>It ended when asked.</summary>
    Stopped,

    /// <summary>It did not end in its time and was killed with its children.</summary>
    Killed,
}

/// <summary>One running process of the product; its output goes to its log.</summary>
internal sealed class Child : IDisposable
{
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(1);

    private readonly Process process;
    private readonly RotatingLog log;

    private Child(ChildPlan plan, Process process, RotatingLog log)
    {
        Plan = plan;
        this.process = process;
        this.log = log;
        Identity = ProcessIdentity.Of(process.Id) ?? new ProcessIdentity(process.Id, "ended at once");
        Exited = WaitAsync(Task.WhenAll(PumpAsync(process.StandardOutput), PumpAsync(process.StandardError)));
    }

    /// <summary>What it was started from.</summary>
    public ChildPlan Plan { get; }

    /// <summary>Its id and start.</summary>
    public ProcessIdentity Identity { get; }

    /// <summary>Completes with the exit code when it has ended and its last output is in the log.</summary>
    public Task<int> Exited { get; }

    /// <summary>Its newest lines of output, 20 at most.</summary>
    public IReadOnlyList<string> Tail => log.Tail;

    /// <summary>Its log file.</summary>
    public string LogFile => log.FilePath;

    /// <summary>Starts it.</summary>
    /// <param name="plan">What to start.</param>
    /// <param name="logs">The folder for its log, which must exist.</param>
    /// <exception cref="LauncherException">The executable could not be started.</exception>
    public static Child Start(ChildPlan plan, string logs)
    {
        var start = new ProcessStartInfo(plan.FileName, plan.Arguments)
        {
            WorkingDirectory = plan.WorkingDirectory,
            // Held open and never written: it closes when this process dies, and no child reads the terminal.
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Without its own group Windows cannot send Ctrl+Break to one process alone.
        if (OperatingSystem.IsWindows())
            start.CreateNewProcessGroup = true;
        foreach (var (key, value) in plan.Variables)
        {
            if (value is null)
                start.Environment.Remove(key);
            else
                start.Environment[key] = value;
        }
        var started = Launch.Start(start);
        var output = new RotatingLog(Path.Combine(logs, $"{plan.Name}.log"));
        output.WriteLine($"--- {plan.Name} started, process {started.Id} ---");
        return new Child(plan, started, output);
    }

    /// <summary>Asks it to end, waits, and kills it with its children when it does not.</summary>
    /// <param name="limit">How long it may take.</param>
    /// <param name="hurry">Ends the waiting early.</param>
    public async Task<StopOutcome> StopAsync(TimeSpan limit, CancellationToken hurry)
    {
        if (process.HasExited)
            return StopOutcome.AlreadyGone;
        Signals.AskToStop(process);
        try
        {
            await process.WaitForExitAsync(hurry).WaitAsync(limit, CancellationToken.None);
            return StopOutcome.Stopped;
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            return StopOutcome.Killed;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        process.Dispose();
        log.Dispose();
    }

    private async Task<int> WaitAsync(Task pumps)
    {
        await process.WaitForExitAsync();
        // A grandchild may hold the pipe open for longer.
        await Task.WhenAny(pumps, Task.Delay(DrainLimit));
        return process.ExitCode;
    }

    private async Task PumpAsync(StreamReader reader)
    {
        try
        {
            while (await reader.ReadLineAsync() is { } line)
                log.WriteLine(line);
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException or OperationCanceledException)
        {
            log.WriteLine($"--- output ended: {closed.Message} ---");
        }
    }
}
