using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Mcpx.Watchdog.Evidence.Copies;
using Prometheus;

namespace Mcpx.Watchdog.Evidence;

/// <summary>
/// Seals what is due, off the run: the first complete pack when a run came to its end, one when the incident is over, and a dated part when
/// something is added later. What is missing, or could not be stored or copied, is tried again, ever more seldom.
/// </summary>
internal sealed class EvidenceKeeper(
    Store store,
    JournalTail tail,
    EvidenceSealing sealing,
    EvidenceCopying copying,
    TimeProvider time,
    ILogger<EvidenceKeeper> log
) : BackgroundService
{
    private static readonly Gauge Unsealed = Metrics.CreateGauge(
        "watchdog_evidence_incomplete",
        "Incidents whose evidence pack could not be sealed or lacks something, and is tried again."
    );

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    /// <summary>What comes with the end belongs to its pack; what people add later is gathered for a while.</summary>
    private static readonly TimeSpan Settles = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Gathers = TimeSpan.FromMinutes(1);

    private readonly RetryPlan _tries = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        Clear();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                Look(stoppingToken);
                await copying.LookAsync(stoppingToken);
            }
            catch (Exception problem) when (StoreFault.Is(problem))
            {
                Log.NotLooked(log, problem);
            }
        }
    }

    /// <summary>Looks once after every incident.</summary>
    internal void Look(CancellationToken stopping = default)
    {
        var now = time.GetUtcNow();
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        var state = tail.CatchUp();
        // What is missing when readings are not whole any more stays missing.
        var triesFor = EvidenceSealing.WholeFor(state);
        foreach (var incident in state.Incidents.Values.Where(incident => IsDue(incident, now, triesFor)))
        {
            // Whatever came meanwhile begins its own row of tries.
            var what = FormattableString.Invariant($"{incident.Id} {incident.ToldThrough}");
            wanted.Add(what);
            if (!_tries.IsDue(what, now))
            {
                continue;
            }

            var outcome = sealing.Seal(incident.Id, stopping: stopping);
            if (outcome.Result == SealResult.Sealed)
            {
                Log.Kept(log, incident.Id, outcome.Text);
            }

            if (
                outcome.Result == SealResult.Failed
                || tail.CatchUp().Incidents[incident.Id] is { Evidence.Missing.Count: > 0 }
            )
            {
                _tries.Failed(what, now);
            }
            else
            {
                _tries.Done(what);
            }
        }

        _tries.KeepOnly(wanted);
        Unsealed.Set(_tries.Waiting);
    }

    private static bool IsDue(Incident incident, DateTimeOffset now, TimeSpan triesFor)
    {
        var lacks = incident.Evidence is not { Missing.Count: 0 };
        if (incident.EndedAt is not { } ended)
        {
            return incident.Status == IncidentStatus.Stabilising && lacks;
        }

        var told = incident.ToldThrough > incident.SealedThrough;
        var settled = now - incident.ToldAt >= (incident.ToldAt - ended < Gathers ? Settles : Gathers);
        return (told && settled) || (lacks && now - ended < triesFor);
    }

    private void Clear()
    {
        try
        {
            EvidenceFolder.Clear(store.Directory);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Log.NotLooked(log, problem);
        }
    }
}
