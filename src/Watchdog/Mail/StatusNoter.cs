using Mcpx.Db;
using Mcpx.Domain.Comms;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Mail;

/// <summary>
/// Mails stakeholders how an incident goes: what the journal says is owed, once, and written down with what came of it.
/// </summary>
internal sealed class StatusNoter(
    WatchdogOptions options,
    JournalTail tail,
    IncidentLog incidents,
    Mailer mailer,
    Secrets secrets,
    TimeProvider time,
    ILogger<StatusNoter> log
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    // What was sent and not yet written down: a full disk must not fill a mailbox.
    private (string Incident, StatusNoteSent Note)? _unwritten;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        if (options.Mail is not { Stakeholders.Count: > 0 })
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

    /// <summary>Sends what is owed now.</summary>
    internal async Task KeepAsync(CancellationToken cancellation)
    {
        if (_unwritten is { } left)
        {
            incidents.Record(left.Incident, left.Note, Actor.Watchdog);
            _unwritten = null;
        }

        var now = time.GetUtcNow();
        foreach (
            var incident in tail.CatchUp()
                .Incidents.Values.Where(known => known.IsOpen || now - known.EndedAt < StatusNotes.Stale)
        )
        {
            if (StatusNotes.Due(incident, now) is { } moment)
            {
                _unwritten = (incident.Id, await SendAsync(incident, moment, cancellation));
                incidents.Record(incident.Id, _unwritten.Value.Note, Actor.Watchdog);
                _unwritten = null;
            }
        }
    }

    private async Task<StatusNoteSent> SendAsync(Incident incident, StatusMoment moment, CancellationToken cancellation)
    {
        var to = options.Mail!.Stakeholders;
        var note = StatusWords.Of(moment.Kind, incident);
        var outcome = await mailer.SendAsync(to, note.Subject, note.Text, $"{incident.Id}.{moment.Key}", cancellation);
        if (outcome.Fault is { } fault)
        {
            Log.NotSent(log, incident.Id, moment.Kind, fault);
        }

        var tries = (incident.Notes.GetValueOrDefault(moment.Key)?.Tries ?? 0) + 1;
        return new(
            moment.Key,
            moment.Kind,
            to.Count,
            secrets.Redact(note.Text),
            outcome.Fault,
            outcome.Fault is not null && PagesDue.Again(tries, outcome.Lost)
        );
    }
}
