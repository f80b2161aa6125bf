using System.Globalization;
using System.Text;
using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Probes.Traffic.PromQl;

/// <summary>Writes the queries, and where they are sent.</summary>
internal static class PromQlQuery
{
    /// <summary>The raw request counter.</summary>
    public static string Requests(ProbeOptions probes) =>
        Fill(probes.Prometheus.Requests, probes.RequestCounter.Name, probes.Prometheus);

    /// <summary>The raw buckets.</summary>
    public static string Durations(ProbeOptions probes) =>
        Fill(probes.Prometheus.Durations, $"{probes.DurationHistogram.Name}_bucket", probes.Prometheus);

    /// <summary>The raw counter of refused origins.</summary>
    public static string Refusals(ProbeOptions probes) =>
        Fill(probes.Prometheus.Refusals, probes.Cors.Counter.Name, probes.Prometheus);

    /// <summary>
    /// When the server took the request counter's samples: an instant query alone only says when it was answered. The time of
    /// a sum is that of its answer.
    /// </summary>
    public static string Times(ProbeOptions probes) =>
        $"max by ({probes.Prometheus.InstanceLabel}) (timestamp({Requests(probes)}))";

    /// <summary>Where an instant query is sent.</summary>
    public static Uri Instant(PrometheusOptions server, string query) => At(server, "query", query);

    /// <summary>Where a range query is sent.</summary>
    public static Uri Range(
        PrometheusOptions server,
        string query,
        DateTimeOffset from,
        DateTimeOffset to,
        TimeSpan step
    ) =>
        At(
            server,
            "query_range",
            query,
            FormattableString.Invariant(
                $"&start={from.ToUnixTimeSeconds()}&end={to.ToUnixTimeSeconds()}&step={(long)step.TotalSeconds}"
            )
        );

    private static Uri At(PrometheusOptions server, string verb, string query, string more = "")
    {
        var address = (server.Address ?? throw new InvalidOperationException("No server is configured.")).TrimEnd('/');
        var timeout = ((long)server.Timeout.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        return new($"{address}/api/v1/{verb}?query={Uri.EscapeDataString(query)}{more}&timeout={timeout}ms");
    }

    private static string Fill(string template, string metric, PrometheusOptions server) =>
        template
            .Replace("{metric}", metric, StringComparison.Ordinal)
            .Replace("{selector}", Selector(server.Selector), StringComparison.Ordinal);

    private static string Selector(IReadOnlyDictionary<string, string> labels) =>
        labels.Count == 0
            ? ""
            : $"{{{string.Join(',', labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}=\"{Escaped(label.Value)}\""))}}}";

    private static string Escaped(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var one in value)
        {
            text.Append(
                one switch
                {
                    '\\' => @"\\",
                    '"' => "\\\"",
                    '\n' => @"\n",
                    _ => one.ToString(),
                }
            );
        }

        return text.ToString();
    }
}
