using System.Collections.Concurrent;
using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Judging;

namespace Mcpx.Watchdog.Probes.Traffic.PromQl;

/// <summary>
/// Learns an environment's normal from the server at the start, so that a restart does not forget it: the request counters,
/// minute by minute, of the hour before the newest deployment, of the same hour on earlier days, and of the last hour. They
/// go to judging as what they are, samples with a time of their own, before the first of now.
/// </summary>
internal sealed class PromQlBackfill(
    PromQlClient client,
    Inputs inputs,
    JournalTail tail,
    TimeProvider time,
    ILogger<PromQlBackfill> log
)
{
    /// <summary>Rounds in which traffic of now waits for what is older.</summary>
    private const int Tries = 3;

    /// <summary>Half of what the recorder lets wait: what comes at once must not end a recording.</summary>
    private const int MostSamples = 4_000;

    private readonly ConcurrentDictionary<string, int> _failed = new(StringComparer.Ordinal);

    /// <summary>Whether nothing older is to come: it was read, cannot be had, or is not wanted.</summary>
    public async Task<bool> IsDoneAsync(ProbeTarget target, CancellationToken stopping)
    {
        var isWanted =
            target.Probes.Prometheus.Backfill && target.Options.Triggers.ErrorRate.IsAboveNormal(target.Environment);
        var failed = _failed.GetValueOrDefault(target.Environment);
        if (!isWanted || failed >= Tries)
        {
            return true;
        }

        var (samples, problem) = await ReadAsync(target, stopping);
        if (problem is null)
        {
            foreach (var sample in samples)
            {
                inputs.Put(target.Environment, sample);
            }

            _failed[target.Environment] = Tries;
            target.Count("backfill", "None");
            Log.Backfilled(log, target.Environment, samples.Count);
            return true;
        }

        target.Count("backfill", "Failed");
        _failed[target.Environment] = failed + 1;
        if (failed + 1 < Tries)
        {
            return false;
        }

        Log.NotBackfilled(log, target.Environment, problem);
        return true;
    }

    private async Task<(IReadOnlyList<TrafficScraped> Samples, string? Problem)> ReadAsync(
        ProbeTarget target,
        CancellationToken stopping
    )
    {
        var samples = new List<TrafficScraped>();
        foreach (var (from, to) in Ranges(target))
        {
            var answer = await client.MinutesAsync(
                target.Probes.Prometheus,
                PromQlQuery.Requests(target.Probes),
                from,
                to,
                stopping
            );
            if (answer.Problem is { } problem)
            {
                return ([], problem);
            }

            samples.AddRange(Read(target, answer));
        }

        return (samples, null);
    }

    /// <summary>The hours that normal is made of, the oldest first, each with the minute from which it grows.</summary>
    private IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Ranges(ProbeTarget target)
    {
        var rule = target.Options.Triggers.ErrorRate.Normal;
        var hour = TimeSpan.FromMinutes(rule.Minutes + 1);
        var now = WholeMinute(time.GetUtcNow());
        var deployed = Deployed(target.Environment) is { } at && at < now ? WholeMinute(at) : now;
        var fit = MostSamples / ((rule.Minutes + 2) * Math.Max(1, target.Apis.Count())) - 1;
        var last = DateTimeOffset.MinValue;
        foreach (
            var to in Enumerable
                .Range(0, Math.Clamp(fit, 1, rule.Days))
                .Reverse()
                .Select(day => deployed.AddDays(-day))
                .Append(now)
        )
        {
            var from = to - hour > last ? to - hour : last + TimeSpan.FromMinutes(1);
            if (from <= to)
            {
                yield return (from, to);
                last = to;
            }
        }
    }

    /// <summary>The deployment that normal was before: while an incident is open, the newest before it.</summary>
    private DateTimeOffset? Deployed(string environment)
    {
        var opened = tail.Current.OpenIncident(environment)?.OpenedAt ?? DateTimeOffset.MaxValue;
        return tail
            .Current.Environment(environment)
            .Deployments.LastOrDefault(one => one.Component == Component.Api && one.StartedAt < opened)
            ?.StartedAt;
    }

    private static IEnumerable<TrafficScraped> Read(ProbeTarget target, PromQlAnswer answer)
    {
        var (server, map) = (target.Probes.Prometheus, TrafficMap.Of(target.Probes));
        var labels = new SeriesLabels();
        var byInstance = answer.Series.ToLookup(series => series.Label(server.InstanceLabel), StringComparer.Ordinal);
        foreach (var instance in target.Apis)
        {
            var sums = new SortedDictionary<DateTimeOffset, RequestSum>();
            foreach (var series in byInstance[server.LabelOf(instance)])
            {
                series.CopyTo(labels);
                foreach (var point in series.Points)
                {
                    if (SeriesCheck.TimeOf(point.At) is { } at)
                    {
                        sums.TryAdd(at, new(map, at));
                        sums[at].Take(labels, point.Value, at: null);
                    }
                }
            }

            foreach (var (at, sum) in sums.Where(sum => sum.Value.Fault == TrafficFault.None))
            {
                yield return new(at, instance.Name, sum.Calls, sum.Errors);
            }
        }
    }

    private static DateTimeOffset WholeMinute(DateTimeOffset time) =>
        time.AddTicks(-(time.UtcTicks % TimeSpan.TicksPerMinute));
}
