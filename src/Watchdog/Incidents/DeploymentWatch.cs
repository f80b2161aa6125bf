using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Live;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Judging;

namespace Mcpx.Watchdog.Incidents;

/// <summary>
/// Tells judging what the journal says of each environment, and writes down deployments that nobody reported: a tag that
/// changes on an instance without a report is a deployment by an unknown deployer.
/// </summary>
internal sealed class DeploymentWatch(
    WatchdogOptions options,
    Journal journal,
    JournalTail tail,
    EnvironmentLog environments,
    LiveBoard board,
    Inputs inputs,
    TimeProvider time,
    ILogger<DeploymentWatch> log
) : BackgroundService
{
    /// <summary>How much of each stream is told at a start: more than judging can still depend on.</summary>
    private const int History = 1_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<InstanceId, string> _seen = [];
    private readonly HashSet<(string Environment, string Deployment)> _promoted = [];
    private long _told;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            // What happened before this start: an unfinished deployment still excuses restarts.
            _told = journal.Head();
            foreach (var entry in Known().Where(entry => entry.Position <= _told).OrderBy(entry => entry.Position))
            {
                Tell(entry);
            }
        }

        tail.Moved += FollowUp;
        return base.StartAsync(cancellationToken);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        tail.Moved -= FollowUp;
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
                Follow();
                foreach (var name in options.Environments.Keys)
                {
                    LookForUnreported(name);
                    LookForBypasses(name);
                }
            }
            catch (Exception problem) when (StoreFault.Is(problem))
            {
                Log.JournalNotRead(log, problem);
            }
        }
    }

    private IEnumerable<JournalEntry> Known() =>
        options
            .Environments.Keys.SelectMany(name => journal.Newest(Streams.Environment(name), History))
            .Concat(journal.Newest(Streams.Release(""), History))
            .Concat(journal.Newest(Streams.Node, 20).Where(entry => entry.Event is ConfigurationApplied).Take(1));

    /// <summary>Whoever appended comes by here. What they wrote is durable, whatever becomes of our telling: the next look tells it.</summary>
    private void FollowUp(IReadOnlyList<JournalEntry> entries)
    {
        try
        {
            Follow();
        }
        catch (Exception problem) when (StoreFault.Is(problem))
        {
            Log.JournalNotRead(log, problem);
        }
    }

    /// <summary>Tells what was appended since, each entry once and in order, whoever noticed it first.</summary>
    private void Follow()
    {
        lock (_gate)
        {
            while (tail.Current.Position > _told && journal.ReadAfter(_told) is { Count: > 0 } entries)
            {
                foreach (var entry in entries)
                {
                    Tell(entry);
                }

                _told = entries[^1].Position;
            }
        }
    }

    private void Tell(JournalEntry entry)
    {
        foreach (var name in options.Environments.Keys)
        {
            if (
                entry.Stream == Streams.Environment(name)
                || entry.Event is ReleaseRegistered or ReleaseLooked or ConfigurationApplied
            )
            {
                inputs.Put(name, new JournalFact(entry));
            }
        }
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
            // Seen for the first time in the middle of a deployment, what it still runs is no news: its turn comes.
            var rolling = reported is not null && !(instance.TagReadAt > reported.EndedAt);
            var before =
                _seen.TryGetValue(id, out var seen) ? seen
                : rolling ? tag
                : reported?.Tag ?? tag;
            if (before != tag && reported?.Tag != tag)
            {
                Write(name, instance, tag);
            }

            // Only now: one that could not be written down is news at the next look too.
            _seen[id] = tag;
        }
    }

    /// <summary>The newest deployment of each component is held to the promotion policy, once.</summary>
    private void LookForBypasses(string name)
    {
        foreach (var component in (Component[])[Component.Api, Component.Web])
        {
            var state = tail.Current;
            var newest = state.Environment(name).Deployments.LastOrDefault(known => known.Component == component);
            if (newest is null || _promoted.Contains((name, newest.Id)))
            {
                continue;
            }

            if (PromotionPolicy.Check(name, newest, state) is { } bypassed)
            {
                environments.Append(
                    name,
                    Actor.Watchdog,
                    environment =>
                        environment.OpenBypasses.Exists(open => open.Deployment == newest.Id) ? [] : [bypassed]
                );
            }

            // Only now: one that could not be written down is held to it again.
            _promoted.Add((name, newest.Id));
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
