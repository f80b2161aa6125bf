using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Prometheus;

namespace Mcpx.Sandbox.Portal.Api;

/// <summary>Counts and times every request by route template, status code and caller.</summary>
internal sealed class RequestMetrics
{
    // 0.2 and 0.6 s are limits that people alert on: a limit that is a bucket's edge is judged exactly.
    private static readonly double[] Buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.5, 2.5, 5, 10];

    private const int MostOrigins = 100;
    private const int LongestOrigin = 200;

    private readonly ConcurrentDictionary<string, byte> _refusedOrigins = new(StringComparer.Ordinal);
    private readonly CollectorRegistry _registry = Metrics.NewCustomRegistry();
    private readonly Counter _requests;
    private readonly Histogram _seconds;
    private readonly Counter _refused;

    public RequestMetrics()
    {
        var factory = Metrics.WithCustomRegistry(_registry);
        _requests = factory.CreateCounter(
            "portal_http_requests_total",
            "Requests answered.",
            ["route", "method", "code", "caller"]
        );
        _seconds = factory.CreateHistogram(
            "portal_http_request_seconds",
            "Seconds until a request was answered whole.",
            ["route", "caller"],
            new HistogramConfiguration { Buckets = Buckets }
        );
        _refused = factory.CreateCounter(
            "portal_cors_rejections_total",
            "Calls refused as origin_forbidden.",
            ["origin", "caller"]
        );
    }

    public async Task MeasureAsync(HttpContext context, RequestDelegate next)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            var caller = Caller(context.Request.Headers.UserAgent.ToString());
            var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "unmatched";
            var code = context.Response.StatusCode.ToString(CultureInfo.InvariantCulture);
            _requests.WithLabels(route, Method(context.Request.Method), code, caller).Inc();
            _seconds.WithLabels(route, caller).Observe(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
    }

    /// <summary>Counts a call that was refused for its origin.</summary>
    public void Refused(HttpContext context, string origin)
    {
        // Anybody may invent origins; labels must stay few.
        var known =
            origin.Length <= LongestOrigin
            && (_refusedOrigins.Count < MostOrigins || _refusedOrigins.ContainsKey(origin));
        var label = known ? origin : "other";
        _refusedOrigins[label] = 0;
        _refused.WithLabels(label, Caller(context.Request.Headers.UserAgent.ToString())).Inc();
    }

    /// <summary>OpenMetrics for whoever asks for it, else the older text.</summary>
    public Task ExportAsync(HttpContext context)
    {
        var isOpen = context
            .Request.Headers.Accept.ToString()
            .Contains("application/openmetrics-text", StringComparison.OrdinalIgnoreCase);
        context.Response.ContentType = isOpen
            ? PrometheusConstants.OpenMetricsContentTypeWithVersionAndEncoding
            : PrometheusConstants.TextContentTypeWithVersionAndEncoding;
        return _registry.CollectAndExportAsTextAsync(
            context.Response.Body,
            isOpen ? ExpositionFormat.OpenMetricsText : ExpositionFormat.PrometheusText,
            context.RequestAborted
        );
    }

    /// <summary>The watchdog's own calls are told apart: they would dilute what people see.</summary>
    private static string Caller(string userAgent) =>
        userAgent.StartsWith("mcpx-watchdog", StringComparison.OrdinalIgnoreCase) ? "watchdog" : "user";

    // A caller may invent methods; labels must stay few.
    private static string Method(string method) => method is "GET" or "POST" or "OPTIONS" or "HEAD" ? method : "other";
}
