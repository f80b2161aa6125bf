using Mcpx.Launcher.Processes;

namespace Mcpx.Launcher.Up;

/// <summary>The right to run on a data folder; held by one process, and free at once when that process is gone.</summary>
internal sealed class RunLock : IDisposable
{
    private readonly FileStream file;

    private RunLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock and clears away what a crash left behind.</summary>
    /// <exception cref="LauncherException">Something already runs there (exit code 1), or the folder cannot be used (2).</exception>
    public static RunLock Take(UpOptions options, TextWriter output)
    {
        FileStream held;
        try
        {
            Directory.CreateDirectory(options.Logs);
            held = new FileStream(
                Path.Combine(options.Data, "run.lock"),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
        }
        catch (IOException) when (Directory.Exists(options.Logs))
        {
            var running = RunRecord.Read(options.RunFile);
            throw new LauncherException(
                1,
                running is { Launcher.IsAlive: true }
                    ? $"already running on --data {options.Data}: {ProductPlan.Origin(running.Dashboard)} (./watchdog down stops it)."
                    : $"already starting or stopping on --data {options.Data}."
            );
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            throw new LauncherException(2, $"--data {options.Data}: the folder cannot be used: {unusable.Message}");
        }

        ClearStale(options, output);
        return new RunLock(held);
    }

    /// <inheritdoc />
    public void Dispose() => file.Dispose();

    private static void ClearStale(UpOptions options, TextWriter output)
    {
        foreach (var orphan in RunRecord.Read(options.RunFile)?.Orphans ?? [])
        {
            output.WriteLine(
                $"Stopping {orphan.Name} (process {orphan.Process.Id}), left behind by a run that was killed."
            );
            orphan.Process.Kill();
        }
        File.Delete(options.RunFile);
        File.Delete(StopFile.In(options.Data));
    }
}
