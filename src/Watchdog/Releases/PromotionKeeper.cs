using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Judging;

namespace Mcpx.Watchdog.Releases;

/// <summary>
/// Watches what runs bake, and moves the pointer to what has baked. The domain decides; this looks, writes down and asks again.
/// </summary>
internal sealed class PromotionKeeper(
    WatchdogOptions options,
    LiveBoard board,
    JournalTail tail,
    EnvironmentLog environments,
    TimeProvider time,
    ILogger<PromotionKeeper> log
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WorthKeeping = TimeSpan.FromMinutes(1);
    private static readonly Component[] Components = [Component.Api, Component.Web];
    private readonly Dictionary<(string Environment, Component Component), Bake?> _bakes = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var name in options.Environments.Keys)
            {
                try
                {
                    Keep(name);
                }
                catch (Exception problem) when (StoreFault.Is(problem))
                {
                    Log.NotKept(log, name, problem);
                }
            }
        }
    }

    /// <summary>A stop in good order writes down how far every bake is, so that the next process goes on.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var ((name, component), bake) in _bakes)
        {
            if (bake is null || bake.Lived < WorthKeeping || HasBaked(name, component, bake.Tag))
            {
                continue;
            }

            try
            {
                environments.Append(name, Actor.Watchdog, _ => [BakeJournal.Mark(component, bake, LengthIn(name))]);
            }
            catch (Exception problem) when (StoreFault.Is(problem))
            {
                Log.NotKept(log, name, problem);
            }
        }
    }

    /// <summary>Looks at one environment once.</summary>
    internal void Keep(string name)
    {
        var instances = board.Of(name)?.Instances ?? [];
        if (SchemaWord.Of(tail.CatchUp(), name, instances) is { } seen)
        {
            environments.Append(name, Actor.Watchdog, _ => [seen]);
        }

        foreach (var component in Components.Where(options.Environments[name].Has))
        {
            Keep(name, component);
        }
    }

    private void Keep(string name, Component component)
    {
        var (state, now) = (tail.CatchUp(), time.GetUtcNow());
        var rules = options.Environments[name];
        var written = state.Environment(name).Targets.Bakes.GetValueOrDefault(component);
        if (!_bakes.TryGetValue((name, component), out var before))
        {
            before = BakeJournal.Resume(written, rules.Promotion.LongestGap, now);
        }

        var sight = BakeSight.Of(state, board.Of(name), rules, name, component, now);
        var step =
            sight.Tag is { } tag && state.Environment(name).Lkg.GetValueOrDefault(component) == tag
                ? new(null, Ended: null)
                : Bake.Next(before, sight, rules.Promotion, now);
        List<IEvent> marks = [.. BakeJournal.Of(written, component, before, step, LengthIn(name))];
        if (marks.Count > 0)
        {
            environments.Append(name, Actor.Watchdog, _ => marks);
        }

        // Only now: what could not be written down is looked at again.
        _bakes[(name, component)] = step.Bake;
        if (step.Bake is { } bake && bake.Lived >= LengthIn(name) && sight.Kind == SightKind.Well)
        {
            Promote(name, component, bake);
        }
    }

    private void Promote(string name, Component component, Bake bake) =>
        environments.Append(
            name,
            Actor.Watchdog,
            _ =>
            {
                var decided = PromotionDecision.Baked(
                    TargetFacts.Of(tail.Current, name, board.Of(name)?.Instances ?? [], time.GetUtcNow()),
                    component,
                    bake
                );
                if (decided.Events.Count > 0)
                {
                    Log.Promoted(log, name, component, bake.Tag);
                }

                return decided.Events;
            }
        );

    private bool HasBaked(string name, Component component, string tag) =>
        tail.Current.Environment(name).Targets.HasBaked(component, tag);

    private TimeSpan LengthIn(string name) => options.Environments[name].Promotion.BakeIn(name);
}
