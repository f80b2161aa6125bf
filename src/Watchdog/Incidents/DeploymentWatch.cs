using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Live;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Judging;

namespace Mcpx.Watchdog.Incidents;

/// <summary>
/// Tells judging of deployments in the journal, and writes down those nobody reported: a tag that changes on an instance
/// without a report is a deployment by an unknown deployer.
/// </summary>
internal sealed class DeploymentWatch(
    WatchdogOptions options,
    JournalTail tail,
    EnvironmentLog environments,
    LiveBoard board,
    Inputs inputs,
    TimeProvider time,
    ILogger<DeploymentWatch> log
) : BackgroundService
{
    private readonly Dictionary<InstanceId, string> _seen = [];

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // What was reported before this start: an unfinished deployment still excuses restarts.
        foreach (var environment in tail.CatchUp().Environments.Values)
        {
            foreach (var deployment in environment.Deployments)
            {
                Tell([.. Facts(environment.Name, deployment)]);
            }
        }

        tail.Moved += Tell;
        return base.StartAsync(cancellationToken);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        tail.Moved -= Tell;
        return base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(JudgeJob.Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                // The journal is followed here for the whole process: approvals and reports come from elsewhere.
                tail.CatchUp();
                foreach (var name in options.Environments.Keys)
                {
                    LookForUnreported(name);
                }
            }
            catch (Exception problem)
                when (problem is Microsoft.Data.Sqlite.SqliteException or IOException or TimeoutException)
            {
                Log.JournalNotRead(log, problem);
            }
        }
    }

    private void Tell(IReadOnlyList<JournalEntry> entries)
    {
        foreach (var entry in entries.Where(entry => entry.Event is DeploymentStarted or DeploymentEnded))
        {
            inputs.Put(entry.Stream[(entry.Stream.IndexOf('/') + 1)..], new JournalFact(entry));
        }
    }

    private static IEnumerable<JournalEntry> Facts(string name, Deployment known)
    {
        yield return Fact(known.StartedAt, new DeploymentStarted(known.Id, known.Component, known.Tag, known.By));
        if (known is { EndedAt: { } ended, Succeeded: { } succeeded })
        {
            yield return Fact(ended, new DeploymentEnded(known.Id, known.Component, known.Tag, succeeded, ""));
        }

        JournalEntry Fact(DateTimeOffset at, IEvent happened) =>
            new(Position: 0, Streams.Environment(name), Version: 0, at, Actor.Watchdog, happened);
    }

    private void LookForUnreported(string name)
    {
        foreach (var instance in board.Of(name)?.Instances ?? [])
        {
            if (instance.Tag is not { } tag)
            {
                continue;
            }

            var id = new InstanceId(name, instance.Component, instance.Name);
            var reported = tail
                .Current.Environment(name)
                .Deployments.LastOrDefault(known => known.Component == instance.Component);
            var before = _seen.TryGetValue(id, out var seen) ? seen : reported?.Tag ?? tag;
            _seen[id] = tag;
            if (before != tag && reported?.Tag != tag)
            {
                Write(name, instance, tag);
            }
        }
    }

    private void Write(string name, LiveInstance instance, string tag)
    {
        Log.Unreported(log, name, instance.Name, tag);
        environments.Append(
            name,
            Actor.Watchdog,
            environment =>
                environment.Deployments.LastOrDefault(known => known.Component == instance.Component)?.Tag == tag
                    ? []
                    : Unreported($"seen-{instance.Component}-{environment.Version + 1}", instance.Component, tag)
        );
    }

    private static IReadOnlyList<IEvent> Unreported(string id, Component component, string tag) =>
        [
            new DeploymentStarted(id, component, tag, Deployment.UnknownDeployer),
            new DeploymentEnded(id, component, tag, Succeeded: true, "Seen on an instance; nobody reported it."),
        ];
}
