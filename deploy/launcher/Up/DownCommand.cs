using Mcpx.Launcher.Processes;

namespace Mcpx.Launcher.Up;

/// <summary><c>down</c>: stops what runs on a data folder and waits until all of it is gone.</summary>
/// <param name="data">Absolute path of the data folder.</param>
/// <param name="output">Where to tell.</param>
internal sealed class DownCommand(string data, TextWriter output)
{
    // Three processes with 10 s each to stop in, and some room for killing them.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs it.</summary>
    /// <returns>0 when nothing runs any more, 1 when something could not be ended.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var path = Path.Combine(data, "run.json");
        if (RunRecord.Read(path) is not { AnyAlive: true } run)
        {
            await output.WriteLineAsync($"Nothing is running on {data}.");
            return 0;
        }

        if (run.Launcher.IsAlive)
        {
            await File.WriteAllTextAsync(StopFile.In(data), "", stop);
            await GoneAsync(path, run, stop);
        }
        // A launcher that was killed left these behind; one that hangs did not stop them.
        foreach (var left in (RunRecord.Read(path) ?? run).Processes.Reverse().Where(left => left.Process.IsAlive))
        {
            await output.WriteLineAsync(
                $"Killing {left.Name} (process {left.Process.Id}): its launcher did not stop it."
            );
            left.Process.Kill();
        }
        run.Launcher.Kill();
        if (!await GoneAsync(path, run, stop))
            throw new LauncherException(1, $"not everything on {data} could be stopped; see {path}.");

        File.Delete(path);
        File.Delete(StopFile.In(data));
        await output.WriteLineAsync("Stopped.");
        return 0;
    }

    private static async Task<bool> GoneAsync(string path, RunRecord run, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Limit);
        try
        {
            while (run.AnyAlive || RunRecord.Read(path) is { AnyAlive: true })
                await Task.Delay(Pace, limit.Token);
            return true;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;
        }
    }
}
