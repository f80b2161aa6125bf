using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Live;
using Mcpx.Domain.Triggers;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes;
using Prometheus;

namespace Mcpx.Watchdog.Incidents;

/// <summary>
/// Carries out what <see cref="IncidentCare"/> decides: gathers what it looks at, writes each step down and asks again.
/// It proposes; it never approves.
/// </summary>
internal sealed class IncidentKeeper(
    WatchdogOptions options,
    LiveBoard board,
    JournalTail tail,
    IncidentLog incidents,
    ArtifactFindings findings,
    DecisionTape tape,
    ProbeExecutor probes,
    TimeProvider time,
    ILogger<IncidentKeeper> log
) : BackgroundService
{
    private static readonly Counter Failed = Metrics.CreateCounter(
        "watchdog_incident_looks_failed_total",
        "Looks after an environment's incident that the store made impossible; tried again at the next round.",
        "environment"
    );

    /// <summary>What is left is done at the next look; a hundred breaches at once must not hold up the other environments.</summary>
    private const int StepsALook = 20;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var name in options.Environments.Keys)
        {
            // At nought from the start, so that the first failure is seen as one more.
            Failed.WithLabels(name).Publish();
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            await board.NextRoundAsync(stoppingToken);
            foreach (var name in options.Environments.Keys)
            {
                try
                {
                    Keep(name);
                }
                catch (Exception problem) when (StoreFault.Is(problem))
                {
                    Failed.WithLabels(name).Inc();
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

        for (var i = 0; i < StepsALook && Next(name, picture) is { } step; i++)
        {
            var outcome = incidents.Execute(step.Incident, step.Command, Actor.Watchdog, step.Basis);
            if (outcome.Refusal is { } refusal)
            {
                // Somebody was faster; the next look sees what they did.
                Log.Refused(log, step.Incident, refusal.Text);
                return;
            }

            Tell(name, step);
        }
    }

    private CareStep? Next(string name, LivePicture picture)
    {
        var state = tail.CatchUp();
        return IncidentCare.Next(
            new(name, state, picture, options.Environments[name], findings.Of(name, state), time.GetUtcNow())
        );
    }

    private void Tell(string name, CareStep step)
    {
        switch (step.Command)
        {
            case IncidentCommand.Open open:
                Log.Opened(log, step.Incident, name, open.Breach.Sentence);
                tape.Save(name, step.Incident);
                AskWhatRuns(name, open.Breach);
                break;
            case IncidentCommand.Join joined:
                Log.Kept(log, step.Incident, nameof(IncidentCommand.Join));
                AskWhatRuns(name, joined.Breach);
                break;
            case IncidentCommand.Propose proposed:
                Log.Proposed(log, step.Incident, proposed.Plan.Components, proposed.Plan.TargetTag);
                break;
            default:
                Log.Kept(log, step.Incident, step.Command.GetType().Name);
                break;
        }
    }

    /// <summary>What is proposed waits until somebody said again what runs; so they are asked now, out of turn.</summary>
    private void AskWhatRuns(string name, Verdict breach)
    {
        if (!IncidentCare.AsksForTags(breach))
        {
            return;
        }

        var asked = options
            .Environments[name]
            .Instances.Where(instance =>
                instance.Component == breach.Component && (breach.Instance is null || instance.Name == breach.Instance)
            );
        foreach (var instance in asked)
        {
            probes.AskNow(name, instance.Name);
        }
    }
}
