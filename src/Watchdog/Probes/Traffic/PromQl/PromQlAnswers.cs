using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Probes.Traffic.PromQl;

/// <summary>What one round of instant queries brought.</summary>
/// <param name="Requests">The raw request counter.</param>
/// <param name="Times">When each instance's was taken.</param>
/// <param name="Durations">The raw buckets.</param>
/// <param name="Refusals">The raw counter of refused origins.</param>
internal sealed record PromQlAnswers(
    PromQlAnswer Requests,
    PromQlAnswer Times,
    PromQlAnswer Durations,
    PromQlAnswer Refusals
)
{
    private const int Named = 3;

    /// <summary>Why nothing can be read; null when the request counter can.</summary>
    public string? Problem => Requests.Problem ?? Times.Problem;

    /// <summary>Reads every API instance's traffic.</summary>
    /// <param name="target">The environment.</param>
    /// <param name="now">When it was asked.</param>
    public IReadOnlyList<(InstanceOptions Instance, TrafficReading Reading)> Of(ProbeTarget target, DateTimeOffset now)
    {
        var (server, map) = (target.Probes.Prometheus, TrafficMap.Of(target.Probes));
        var (requests, times) = (By(Requests, server), By(Times, server));
        var (durations, refusals) = (By(Durations, server), By(Refusals, server));
        return
        [
            .. target.Apis.Select(instance =>
            {
                var label = server.LabelOf(instance);
                if (!requests.Contains(label))
                {
                    return (
                        instance,
                        TrafficReading.None(TrafficFault.Missing, NotKnown(server, map, label, requests))
                    );
                }

                var sums = (new RequestSum(map, now), new DurationSum(map, now), new RefusalSum(map, now));
                Each(requests[label], sums.Item1.Take);
                Each(durations[label], sums.Item2.Take);
                sums.Item3.IsCounted = Refusals.Series.Count > 0;
                Each(refusals[label], sums.Item3.Take);
                var taken = times[label].Select(series => SeriesCheck.TimeOf(series.Points[0].Value)).Max();
                return (instance, Dated(Exposition.Reading(sums.Item1, sums.Item2, sums.Item3), taken, now));
            }),
        ];
    }

    private TrafficReading Dated(TrafficReading reading, DateTimeOffset? taken, DateTimeOffset now)
    {
        var isOld = taken is null || SeriesCheck.IsStale(taken.Value, now);
        return reading with
        {
            At = taken,
            Fault = reading.Fault == TrafficFault.None && isOld ? TrafficFault.Stale : reading.Fault,
            DurationFault = Durations.Problem is null ? reading.DurationFault : TrafficFault.Unreadable,
            Refusals = Refusals.Problem is null ? reading.Refusals : [],
            RefusalFault = Refusals.Problem is null ? reading.RefusalFault : TrafficFault.Unreadable,
            Problem = taken is null ? "The Prometheus server does not say when it took the request counter." : null,
        };
    }

    private static ILookup<string, PromQlSeries> By(PromQlAnswer answer, PrometheusOptions server) =>
        answer
            .Series.Where(series => series.Points.Count > 0)
            .ToLookup(series => series.Label(server.InstanceLabel), StringComparer.Ordinal);

    private static void Each(IEnumerable<PromQlSeries> series, Action<SeriesLabels, double, double?> take)
    {
        var labels = new SeriesLabels();
        foreach (var one in series)
        {
            one.CopyTo(labels);
            take(labels, one.Points[0].Value, null);
        }
    }

    private static string NotKnown(
        PrometheusOptions server,
        TrafficMap map,
        string label,
        ILookup<string, PromQlSeries> known
    ) =>
        $"The Prometheus server has no {map.Probes.RequestCounter.Name} with {server.InstanceLabel}=\"{label}\" now"
        + (
            known.Count == 0
                ? ", nor any other."
                : $", but with {string.Join(", ", known.Select(one => one.Key).Order(StringComparer.Ordinal).Take(Named))}."
        );
}
