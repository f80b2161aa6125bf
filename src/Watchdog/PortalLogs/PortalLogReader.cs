using System.Collections.Concurrent;
using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Rca;
using Mcpx.Watchdog.Deployers;
using Mcpx.Watchdog.Evidence;

namespace Mcpx.Watchdog.PortalLogs;

/// <summary>
/// Looks for the portal's own log lines after a rollback and again after the end, off the run, and writes what it found into the
/// journal: report and evidence have it from there. A source that is down is asked again, ever more seldom, while failed calls are kept.
/// </summary>
internal sealed class PortalLogReader(
    WatchdogOptions options,
    Store store,
    JournalTail tail,
    IncidentLog incidents,
    TimeProvider time,
    ILogger<PortalLogReader> log
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly HttpClient _client = ServiceHttp.Client();
    private readonly RetryPlan _tries = new();
    private readonly HashSet<string> _looked = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _faults = new(StringComparer.Ordinal);

    /// <summary>Why an incident's lines are not there yet; null when nothing is known against it.</summary>
    public string? FaultOf(string incident) => _faults.GetValueOrDefault(incident);

    public override void Dispose()
    {
        _client.Dispose();
        base.Dispose();
    }

    /// <summary>Looks once after every incident.</summary>
    internal async Task LookAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var state = tail.CatchUp();
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var incident in state.Incidents.Values)
        {
            if (
                LogsOf(incident) is not { } logs
                || (incident.EndedAt ?? incident.RestoredAt) is not { } since
                || incident.PortalLogsAt >= since
                || now - since > EvidenceSealing.WholeFor(state)
            )
            {
                continue;
            }

            var what = $"{incident.Id} {since:O}";
            wanted.Add(what);
            if (now - since >= logs.Delay && !_looked.Contains(what) && _tries.IsDue(what, now))
            {
                await LookAsync(incident, logs, what, cancellation);
            }
        }

        _tries.KeepOnly(wanted);
        _looked.IntersectWith(wanted);
        foreach (
            var gone in _faults.Keys.Where(id =>
                !wanted.Any(what => what.StartsWith($"{id} ", StringComparison.Ordinal))
            )
        )
        {
            _faults.TryRemove(gone, out _);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Environments.Values.All(environment => environment.Logs is null))
        {
            return;
        }

        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception problem) when (StoreFault.Is(problem))
            {
                Log.NotLooked(log, problem);
            }
        }
    }

    private PortalLogOptions? LogsOf(Incident incident) =>
        options.Environments.GetValueOrDefault(incident.Environment)?.Logs;

    private async Task LookAsync(Incident incident, PortalLogOptions logs, string what, CancellationToken cancellation)
    {
        var (from, to) = (incident.Onset - RcaBuilder.Before, incident.EndedAt ?? time.GetUtcNow());
        var ids = PortalLog.IdsOf(store.FailedCalls.Between(incident.Environment, from, to));
        try
        {
            var read = PortalLog.Read(
                ids,
                ids.Count == 0 ? [] : await SourceOf(logs).FindAsync(ids, from, to, cancellation)
            );
            if (ids.Count > 0 && !Same(read, incident.PortalLogs))
            {
                incidents.Record(incident.Id, read, Actor.Watchdog);
            }

            _looked.Add(what);
            _tries.Done(what);
            _faults.TryRemove(incident.Id, out _);
        }
        catch (LogSourceException problem)
        {
            _tries.Failed(what, time.GetUtcNow());
            _faults[incident.Id] = problem.Message;
            Log.NotRead(log, incident.Id, problem.Message);
        }
    }

    private ILogSource SourceOf(PortalLogOptions logs) =>
        logs.Address is null ? new FileLogs(logs.Files) : new HttpLogs(logs, _client, time);

    private static bool Same(PortalLogsRead read, PortalLogsRead? before) =>
        before is not null && before.Asked.SequenceEqual(read.Asked) && before.Lines.SequenceEqual(read.Lines);
}
