using Mcpx.Db;
using Mcpx.Domain;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Decisions;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Live;
using Mcpx.Domain.Triggers;
using Mcpx.Watchdog.Evidence;
using Mcpx.Watchdog.Judging;

namespace Mcpx.Watchdog.Incidents;

/// <summary>
/// Carries breaches into the journal: opens an incident or joins the open one, proposes or advises, withdraws what
/// recovered by itself and closes what is stable. It proposes; it never approves.
/// </summary>
internal sealed class IncidentKeeper(
    WatchdogOptions options,
    LiveBoard board,
    JournalTail tail,
    IncidentLog incidents,
    Proposals proposals,
    EvidenceSealing evidence,
    TimeProvider time,
    ILogger<IncidentKeeper> log
) : BackgroundService
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(5);
    private readonly Dictionary<string, (string Id, int Version, DateTimeOffset At)> _asked = new(
        StringComparer.Ordinal
    );

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(JudgeJob.Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var name in options.Environments.Keys)
            {
                try
                {
                    Keep(name);
                }
                catch (Exception problem)
                    when (problem is Microsoft.Data.Sqlite.SqliteException or IOException or TimeoutException)
                {
                    Log.NotKept(log, name, problem);
                }
            }
        }
    }

    /// <summary>Looks at one environment once.</summary>
    internal void Keep(string name)
    {
        if (board.Of(name) is not { } picture)
        {
            return;
        }

        var state = tail.CatchUp();
        var breached = picture.Verdicts.Where(verdict => verdict.State == VerdictState.Breached).ToList();
        var incident = state.OpenIncident(name);
        if (incident is null && breached.Find(breach => IsNews(state, name, breach)) is { } news)
        {
            incident = Open(state.Incidents.Count + 1, name, news);
        }

        if (incident is null)
        {
            return;
        }

        foreach (
            var breach in breached.Where(breach => !incident.Breaches.Exists(known => known.Series == breach.Series))
        )
        {
            incidents.Execute(incident.Id, new IncidentCommand.Join(breach), Actor.Watchdog);
        }

        Advance(tail.Current.Incidents[incident.Id], picture);
    }

    /// <summary>
    /// A person who closed an incident knew what was breached then: it opens no other until it recovered and breached anew.
    /// </summary>
    private static bool IsNews(JournalState state, string name, Verdict breach) =>
        state.Incidents.Values.LastOrDefault(known => known.Environment == name) is not { EndedAt: { } ended }
        || breach.Since > ended;

    private Incident? Open(int number, string name, Verdict breach)
    {
        var id = FormattableString.Invariant($"INC-{number:0000}");
        var opened = incidents.Execute(id, new IncidentCommand.Open(id, name, breach), Actor.Watchdog);
        if (opened.Refusal is null)
        {
            Log.Opened(log, id, name, breach.Sentence);
        }

        return opened.Refusal is null ? opened.Incident : null;
    }

    private void Advance(Incident incident, LivePicture picture)
    {
        var now = time.GetUtcNow();
        var clear = IsClear(incident, picture);
        switch (incident.Status)
        {
            case IncidentStatus.Investigating or IncidentStatus.Proposed when clear:
                incidents.Execute(
                    incident.Id,
                    new IncidentCommand.Withdraw("All readings recovered and stayed within their limits."),
                    Actor.Watchdog
                );
                break;
            case IncidentStatus.Investigating when incident.DryRunAt is not null:
                break;
            case IncidentStatus.Investigating when TagsAreKnown(incident, picture, now) && MayAsk(incident, now):
                Propose(incident, picture);
                break;
            case IncidentStatus.Proposed or IncidentStatus.Approved when now >= incident.Proposal!.ExpiresAt:
                incidents.Execute(incident.Id, new IncidentCommand.Expire(), Actor.Watchdog);
                break;
            case IncidentStatus.Rejected when clear:
                incidents.Execute(
                    incident.Id,
                    new IncidentCommand.Close("The rollback was rejected and all readings recovered."),
                    Actor.Watchdog
                );
                break;
            case IncidentStatus.Stabilising when clear && now >= incident.StableAt:
                Close(incident);
                break;
            default:
                break;
        }
    }

    /// <summary>Gathering the facts hashes artifacts: asked at once, then every few seconds while the answer is "investigate".</summary>
    private bool MayAsk(Incident incident, DateTimeOffset now)
    {
        var (id, version, asked) = _asked.GetValueOrDefault(incident.Environment);
        if (id == incident.Id && version == incident.Version && now - asked < AskEvery)
        {
            return false;
        }

        _asked[incident.Environment] = (incident.Id, incident.Version, now);
        return true;
    }

    private void Propose(Incident incident, LivePicture picture)
    {
        var proposal = proposals.For(incident, picture, tail.Current);
        var outcome = incidents.Execute(incident.Id, proposal, Actor.Watchdog, incident.Version);
        if (outcome.Refusal is null && proposal is IncidentCommand.Propose proposed)
        {
            Log.Proposed(log, incident.Id, proposed.Plan.Components, proposed.Plan.TargetTag);
        }
    }

    private void Close(Incident incident)
    {
        var watched = Words.Duration(incident.Proposal!.Plan.Validation.StabiliseFor);
        var closed = incidents.Execute(
            incident.Id,
            new IncidentCommand.Close($"Readings stayed within their limits for {watched}."),
            Actor.Watchdog
        );
        if (closed.Refusal is null)
        {
            evidence.Seal(incident.Id);
        }
    }

    /// <summary>Everything that breached is measured and healthy again, and nothing else is broken or pending.</summary>
    private static bool IsClear(Incident incident, LivePicture picture) =>
        incident.Breaches.TrueForAll(breach =>
            picture.Verdicts.FirstOrDefault(verdict => verdict.Series == breach.Series)?.State == VerdictState.Healthy
        )
        && picture.Verdicts.All(verdict =>
            verdict is { IsBroken: false, State: not (VerdictState.Pending or VerdictState.Deploying) }
        );

    private bool TagsAreKnown(Incident incident, LivePicture picture, DateTimeOffset now) =>
        now - incident.OpenedAt > options.Environments[incident.Environment].Deploying.TagWithin
        || incident
            .Breaches.Where(breach => breach is { Trigger: TriggerNames.SseHeartbeat, Instance: not null })
            .All(breach =>
                picture.Instances.FirstOrDefault(instance => instance.Name == breach.Instance)?.TagReadAt
                >= incident.OpenedAt
            );
}
