using System.Diagnostics;
using System.Globalization;
using Prometheus;

namespace Mcpx.Sandbox.Portal.Api;

/// <summary>Counts and times every request by route template, status code and caller.</summary>
internal sealed class RequestMetrics
{
    // 0.2 and 0.6 s are limits that people alert on: a limit that is a bucket's edge is judged exactly.
    private static readonly double[] Buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.5, 2.5, 5, 10];

    private readonly CollectorRegistry _registry = Metrics.NewCustomRegistry();
    private readonly Counter _requests;
    private readonly Histogram _seconds;

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

    public Task ExportAsync(HttpContext context)
    {
        context.Response.ContentType = PrometheusConstants.TextContentTypeWithVersionAndEncoding;
        return _registry.CollectAndExportAsTextAsync(context.Response.Body, context.RequestAborted);
    }

    /// <summary>The watchdog's own calls are told apart: they would dilute what people see.</summary>
    private static string Caller(string userAgent) =>
        userAgent.StartsWith("mcpx-watchdog", StringComparison.OrdinalIgnoreCase) ? "watchdog" : "user";

    // A caller may invent methods; labels must stay few.
    private static string Method(string method) => method is "GET" or "POST" or "OPTIONS" or "HEAD" ? method : "other";
}
