using Mcpx.Domain;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Replay;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;
using Mcpx.Hosting;

namespace Mcpx.Dashboard.Store;

/// <summary>
/// Judges recordings of an environment again, as they were recorded and with other thresholds: one try at a time, on a thread
/// that gives way to everything else, over the newest few files.
/// </summary>
internal sealed class BacktestRunner(IHostApplicationLifetime lifetime)
{
    /// <summary>No more recordings are judged in one try.</summary>
    public const int MostFiles = 6;

    /// <summary>No more bytes, all together.</summary>
    public const long MostBytes = 256L << 20;

    private readonly Lock _gate = new();
    private volatile BacktestState _current = new BacktestIdle();
    private volatile bool _stopped;

    /// <summary>How it stands.</summary>
    public BacktestState Current => _current;

    /// <summary>Raised when that changed, on any thread. Handlers must not block.</summary>
    public event Action? Changed;

    /// <summary>Begins, unless one is under way.</summary>
    /// <param name="folder">Where recordings lie.</param>
    /// <param name="environment">Whose count.</param>
    /// <param name="tried">The thresholds to try.</param>
    /// <param name="about">What is another about them, for people.</param>
    /// <returns>Ends with the try; at once where one was under way.</returns>
    public Task Start(string folder, string environment, TriggerOptions tried, string about)
    {
        var what = $"{environment}: {about}";
        lock (_gate)
        {
            if (_current is BacktestRunning)
            {
                return Task.CompletedTask;
            }

            _stopped = false;
            _current = new BacktestRunning(what, 0, 0);
        }

        Changed?.Invoke();
        return Task.Factory.StartNew(
            () => Run(folder, environment, tried, what),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
    }

    /// <summary>Ends the one that is under way.</summary>
    public void Stop() => _stopped = true;

    private void Run(string folder, string environment, TriggerOptions tried, string what)
    {
        Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
        try
        {
            var (files, leftOut) = Files(folder, environment);
            var results = new List<(BacktestResult, BacktestResult)>();
            var unusable = new List<string>();
            foreach (var (index, file) in files.Index())
            {
                Set(new BacktestRunning(what, index + 1, files.Count));
                try
                {
                    results.Add((Replay(file, null), Replay(file, tried)));
                }
                catch (BadFileException problem)
                {
                    unusable.Add(problem.Message.TrimEnd('.'));
                }
            }

            Set(
                files.Count == 0 ? new BacktestFailed(what, $"no recording of {environment} lies in {folder}")
                : results.Count == 0 ? new BacktestFailed(what, string.Join("; ", unusable))
                : new BacktestDone(what, results, LeftOut([leftOut, .. unusable]))
            );
        }
        catch (OperationCanceledException)
        {
            Set(new BacktestFailed(what, "it was stopped"));
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            // Whatever it was: one that stayed "running" would let nobody begin another.
            Set(new BacktestFailed(what, problem.Message));
        }
    }

    private static string? LeftOut(IEnumerable<string?> reasons) =>
        string.Join("; ", reasons.Where(reason => reason is not null)) is { Length: > 0 } text ? text : null;

    /// <summary>The newest that are small enough together; the watchdog names each after its environment.</summary>
    private static (IReadOnlyList<FileInfo> Files, string? LeftOut) Files(string folder, string environment)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException(
                $"{Path.GetFullPath(folder)} is not there: recordings are read where the dashboard runs."
            );
        }

        var all = new DirectoryInfo(folder)
            .EnumerateFiles($"{environment}-*")
            .Where(file =>
                file.Name.EndsWith(".jsonl", StringComparison.Ordinal)
                || file.Name.EndsWith(".jsonl.gz", StringComparison.Ordinal)
            )
            .OrderByDescending(file => file.Name, StringComparer.Ordinal)
            .ToList();
        var bytes = 0L;
        var taken = all.Take(MostFiles).TakeWhile(file => (bytes += file.Length) <= MostBytes).ToList();
        return (
            taken,
            taken.Count == all.Count
                ? null
                : $"{Words.Of(all.Count - taken.Count, "older recording")} left out; mcpx-watchdog replay --backtest takes all"
        );
    }

    private BacktestResult Replay(FileInfo file, TriggerOptions? tried)
    {
        BacktestCount? count = null;
        Replayer? replayer = null;
        new RecordingReader(file.FullName).Read(
            header =>
            {
                count = new(file.Name, header.Label);
                replayer = new(header.Environment);
            },
            input =>
            {
                if (_stopped || lifetime.ApplicationStopping.IsCancellationRequested)
                {
                    throw new OperationCanceledException();
                }

                foreach (var entry in replayer!.Take(With(input, tried)))
                {
                    count!.Add(entry);
                }
            }
        );
        return count!.Result();
    }

    private static JudgingInput With(JudgingInput input, TriggerOptions? tried) =>
        tried is not null && input is Configured recorded
            ? recorded with
            {
                Options = recorded.Options with { Triggers = tried },
            }
            : input;

    private void Set(BacktestState state)
    {
        _current = state;
        Changed?.Invoke();
    }
}
