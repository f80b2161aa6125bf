using System.Collections.Concurrent;
using System.Diagnostics;

namespace Mcpx.Launcher.Processes;

/// <summary>What a finished command said.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Lines">Its standard output and error, in order of arrival.</param>
internal sealed record CommandResult(int ExitCode, IReadOnlyList<string> Lines);

/// <summary>Runs a command to its end. Arguments are always a list, never a shell string.</summary>
internal static class Launch
{
    // A grandchild (a compiler server) may keep the pipe open after the command itself has ended.
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(2);

    /// <summary>Runs it quietly and collects what it prints. When cancelled, its process tree is killed.</summary>
    public static async Task<CommandResult> CaptureAsync(
        string file,
        IEnumerable<string> arguments,
        string folder,
        CancellationToken stop
    )
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Start(start);
        process.StandardInput.Close();
        var lines = new ConcurrentQueue<string>();
        var pumps = Task.WhenAll(PumpAsync(process.StandardOutput, lines), PumpAsync(process.StandardError, lines));
        try
        {
            await process.WaitForExitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        await Task.WhenAny(pumps, Task.Delay(DrainLimit, stop));
        return new CommandResult(process.ExitCode, [.. lines]);
    }

    /// <summary>Runs it in the foreground on the caller's own terminal and passes SIGTERM on to it.</summary>
    /// <returns>Its exit code.</returns>
    public static async Task<int> ForwardAsync(
        string file,
        IEnumerable<string> arguments,
        CancellationToken stop,
        IReadOnlyDictionary<string, string>? environment = null,
        ProcessPriorityClass priority = ProcessPriorityClass.Normal
    )
    {
        var start = new ProcessStartInfo(file, arguments) { UseShellExecute = false };
        foreach (var (key, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
            start.Environment[key] = value;
        using var process = Start(start);
        if (priority != ProcessPriorityClass.Normal && !process.HasExited)
            process.PriorityClass = priority;
        // Ctrl+C reaches it by itself, being in the same process group; a second signal does no harm.
        await using var passOn = stop.Register(() => Signals.AskToStop(process));
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }

    /// <summary>Starts a process; a missing executable is a message, not a stack trace.</summary>
    public static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new LauncherException(1, $"{start.FileName} could not be started: {error.Message}");
        }
    }

    private static async Task PumpAsync(StreamReader reader, ConcurrentQueue<string> lines)
    {
        while (await reader.ReadLineAsync() is { } line)
            lines.Enqueue(line);
    }
}
