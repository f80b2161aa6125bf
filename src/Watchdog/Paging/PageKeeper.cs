using System.Collections.Concurrent;
using Mcpx.Db;
using Mcpx.Domain.Comms;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Silences;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Time;
using Prometheus;

namespace Mcpx.Watchdog.Paging;

/// <summary>
/// Sends every page that the journal says is due, and writes down what came of it: after a restart the journal says the same, so that
/// nothing is lost and nothing is sent more than once too often. A service that is dead never stops anything else.
/// </summary>
internal sealed class PageKeeper(
    WatchdogOptions options,
    RosterBoard roster,
    JournalTail tail,
    IncidentLog incidents,
    Secrets secrets,
    IEnumerable<IPager> pagers,
    TimeProvider time,
    ILogger<PageKeeper> log
) : BackgroundService
{
    private static readonly Counter Pages = Metrics.CreateCounter(
        "watchdog_pages_total",
        "Pages to people and paging services, by way and outcome: Arrived, Failed, or Lost where only the answer was lost.",
        "way",
        "outcome"
    );

    private static readonly string[] Outcomes = ["Arrived", "Failed", "Lost"];

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly Dictionary<PageWay, IPager> _pagers = pagers.ToDictionary(pager => pager.Way);

    // What was sent and not yet written down: a full disk must not wake people every second.
    private readonly ConcurrentQueue<(string Incident, PageSent Page)> _unwritten = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        CountFromNought();
        await Task.Yield();
        if (!options.Paging.IsOn)
        {
            return;
        }

        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await KeepAsync(stoppingToken);
            }
            catch (Exception problem) when (StoreFault.Is(problem))
            {
                Log.NotKept(log, problem);
            }
        }
    }

    /// <summary>A series that comes with the first page has no increase to alert on.</summary>
    private static void CountFromNought()
    {
        foreach (var way in Enum.GetValues<PageWay>())
        {
            foreach (var outcome in Outcomes)
            {
                Pages.WithLabels($"{way}", outcome);
            }
        }
    }

    /// <summary>Sends what is due now.</summary>
    internal async Task KeepAsync(CancellationToken cancellation)
    {
        WriteDown();
        var (state, now) = (tail.CatchUp(), time.GetUtcNow());
        var due = state
            .Incidents.Values.Where(incident =>
                incident.IsOpen || incident.Alarms.Exists(alarm => alarm.Act != PageAct.Resolve)
            )
            // A service hears one thing at a time, or it would hear them in any order.
            .SelectMany(incident =>
                PagesDue
                    .Of(incident, Facts(state, incident, now))
                    .DistinctBy(due => (due.Way, due.KeyVariable))
                    .Select(due => (Incident: incident, Due: due))
            )
            .ToList();
        try
        {
            await Task.WhenAll(due.Select(one => SendAsync(one.Incident, one.Due, cancellation)));
        }
        finally
        {
            // Also when the process ends while another is on its way.
            WriteDown();
        }
    }

    private void WriteDown()
    {
        while (_unwritten.TryPeek(out var left))
        {
            incidents.Record(left.Incident, left.Page, Actor.Watchdog);
            _unwritten.TryDequeue(out _);
        }
    }

    private PagingFacts Facts(JournalState state, Incident incident, DateTimeOffset now) =>
        new(
            options.Paging,
            roster.On(incident.Environment, now),
            person => roster.ContactOf(person)?.PagingKeyVariable,
            Rota.IsQuiet(
                incident.Environment,
                options.Environments.GetValueOrDefault(incident.Environment),
                now,
                TimeZones.Find
            ) || MessageKinds.Ask("page", incident, state.Environment(incident.Environment).Silences, now).Muted,
            now
        );

    private async Task SendAsync(Incident incident, PageDue due, CancellationToken cancellation)
    {
        var outcome = await OutcomeAsync(Message(incident, due), cancellation);
        Pages
            .WithLabels(
                $"{due.Way}",
                Outcomes[
                    outcome.Fault is null ? 0
                    : outcome.Lost ? 2
                    : 1
                ]
            )
            .Inc();
        if (outcome.Fault is { } fault)
        {
            Log.NotSent(log, incident.Id, due.Way, due.Act, fault);
        }

        _unwritten.Enqueue(
            (
                incident.Id,
                new(due.Call, due.Act, due.Way, due.To, due.Person, outcome.Fault)
                {
                    KeyVariable = due.KeyVariable,
                    Since = due.To is null ? null : due.Since,
                    Lost = outcome.Lost,
                    Again = outcome.Fault is not null && PagesDue.Again(due.Tries + 1, outcome.Lost),
                }
            )
        );
    }

    private async Task<PageOutcome> OutcomeAsync(PageMessage message, CancellationToken cancellation)
    {
        try
        {
            return await _pagers[message.Due.Way].SendAsync(message, cancellation);
        }
        catch (Exception problem) when (!cancellation.IsCancellationRequested && problem is not OutOfMemoryException)
        {
            // No service may keep the others from being told, whatever it brings about.
            Log.Broke(log, message.Incident.Id, message.Due.Way, problem);
            return new($"it broke: {problem.GetType().Name}", Lost: true);
        }
    }

    private PageMessage Message(Incident incident, PageDue due)
    {
        var link = $"{options.DashboardAddress.TrimEnd('/')}/incidents/{incident.Id}";
        var summary = PageWords.Summary(incident);
        return new(
            incident,
            due,
            secrets.Redact(summary),
            secrets.Redact(due.To is { } to ? PageWords.Call(incident, to, due.Person, link) : $"{summary}. {link}"),
            link,
            due.To is null ? null : roster.ContactOf(due.Person)
        );
    }
}
