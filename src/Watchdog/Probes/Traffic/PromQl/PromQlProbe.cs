using System.Collections.Concurrent;

namespace Mcpx.Watchdog.Probes.Traffic.PromQl;

/// <summary>
/// Reads every API instance's traffic from a Prometheus server: its raw counters and buckets as of now, with the time at which
/// the server took them. An instance whose series went stale there has no data here.
/// </summary>
internal sealed class PromQlProbe(PromQlClient client, PromQlBackfill backfill, TrafficFeed feed, TimeProvider time)
    : IProbe
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _read = new(StringComparer.Ordinal);

    public ProbeKind Kind => ProbeKind.Prometheus;

    public Audience Asks => Audience.Environment;

    public async Task AskAsync(ProbeTarget target, CancellationToken stopping)
    {
        var (probes, server) = (target.Probes, target.Probes.Prometheus);
        var at = time.GetUtcNow();
        var requests = client.InstantAsync(server, PromQlQuery.Requests(probes), stopping);
        var times = client.InstantAsync(server, PromQlQuery.Times(probes), stopping);
        var durations = client.InstantAsync(server, PromQlQuery.Durations(probes), stopping);
        var refusals =
            probes.Cors.IntendedOrigins.Count > 0
                ? client.InstantAsync(server, PromQlQuery.Refusals(probes), stopping)
                : Task.FromResult(new PromQlAnswer([], Problem: null));
        var answers = new PromQlAnswers(await requests, await times, await durations, await refusals);
        if (answers.Problem is { } problem)
        {
            foreach (var instance in target.Apis)
            {
                feed.Fail(
                    target with
                    {
                        One = instance,
                    },
                    "Server",
                    $"The Prometheus server cannot be used: {problem}."
                );
            }

            return;
        }

        if (!await backfill.IsDoneAsync(target, stopping))
        {
            // What is older must come first.
            return;
        }

        foreach (var (instance, reading) in answers.Of(target, at))
        {
            Take(target with { One = instance }, reading, at);
        }
    }

    private void Take(ProbeTarget target, TrafficReading reading, DateTimeOffset at)
    {
        if (reading.Fault == TrafficFault.None && reading.At is { } taken)
        {
            if (_read.TryGetValue(target.Name, out var last) && last == taken)
            {
                // The server has not looked since: nothing was measured, good or bad.
                target.Count("metrics", "Unchanged");
                return;
            }

            _read[target.Name] = taken;
        }

        feed.Take(target, reading, at);
    }
}
