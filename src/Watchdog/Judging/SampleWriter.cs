using Mcpx.Db;
using Mcpx.Domain.Triggers;
using Mcpx.Watchdog.Probes;
using Prometheus;

namespace Mcpx.Watchdog.Judging;

/// <summary>
/// Writes readings once a second, verdict changes with them, off the threads that judge and probe. A store that does not
/// take them is said and tried again; judging goes on.
/// </summary>
internal sealed class SampleWriter(
    LiveBoard board,
    FailedCalls failures,
    Store store,
    TimeProvider time,
    ILogger<SampleWriter> log
) : BackgroundService
{
    private static readonly Counter NotWritten = Metrics.CreateCounter(
        "watchdog_samples_not_written_total",
        "Rounds of readings, one a second, that the store did not take."
    );

    private readonly Dictionary<string, Dictionary<string, VerdictState>> _known = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                WriteRound();
                WriteFailures();
            }
            catch (Exception problem) when (StoreFault.Is(problem))
            {
                NotWritten.Inc();
                Log.SamplesNotWritten(log, problem);
            }
        }
    }

    /// <summary>Writes the failed calls that wait.</summary>
    internal void WriteFailures()
    {
        var waiting = failures.Take().ToList();
        var written = 0;
        try
        {
            for (; written < waiting.Count; written++)
            {
                store.FailedCalls.Add(waiting[written].Key, waiting[written]);
            }
        }
        finally
        {
            // Where the store did not take one, that and all after it wait for the next turn.
            foreach (var left in waiting.Skip(written))
            {
                foreach (var call in left)
                {
                    failures.Put(left.Key, call);
                }
            }
        }
    }

    private void WriteRound()
    {
        foreach (var picture in board.All)
        {
            if (!_known.TryGetValue(picture.Environment, out var known))
            {
                known = store
                    .Samples.LastVerdicts(picture.Environment)
                    .ToDictionary(last => last.Verdict.Series, last => last.Verdict.State, StringComparer.Ordinal);
                _known[picture.Environment] = known;
            }

            var changes = picture
                .Verdicts.Select(verdict =>
                    (Verdict: verdict, Before: known.GetValueOrDefault(verdict.Series, VerdictState.NoData))
                )
                .Where(change => change.Before != change.Verdict.State)
                .Select(change => new VerdictChange(
                    picture.Environment,
                    change.Verdict.Series,
                    change.Verdict.Since,
                    change.Before,
                    change.Verdict.State,
                    change.Verdict.Sentence
                ))
                .ToList();
            store.Samples.Write(picture.Environment, picture.EvaluatedAt, picture.Verdicts, changes);
            foreach (var verdict in picture.Verdicts)
            {
                known[verdict.Series] = verdict.State;
            }
        }
    }
}
