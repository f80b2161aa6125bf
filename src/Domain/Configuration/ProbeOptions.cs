using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Configuration;

/// <summary>How instances are asked.</summary>
public sealed record ProbeOptions
{
    /// <summary>Between two health probes of an instance. Default 5 s.</summary>
    public TimeSpan HealthInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For one health answer. Default null: <see cref="Timeout"/>.</summary>
    public TimeSpan? HealthTimeout { get; init; }

    /// <summary>Where every instance tells that it runs (runbook section 3). Default <c>/healthz</c>.</summary>
    public string HealthzPath { get; init; } = "/healthz";

    /// <summary>Where every instance tells that it can serve. Default <c>/ready</c>.</summary>
    public string ReadyPath { get; init; } = "/ready";

    /// <summary>The path of a health endpoint.</summary>
    public string PathOf(HealthEndpoint endpoint) => endpoint == HealthEndpoint.Ready ? ReadyPath : HealthzPath;

    /// <summary>Where the public address is asked for its health (runbook section 12). Default <c>/api/healthz</c>.</summary>
    public string PublicPath { get; init; } = "/api/healthz";

    /// <summary>
    /// What a good health answer's JSON must say, for example <c>"$.status": "Healthy"</c>: a place and its value. Default:
    /// nothing, the status alone counts.
    /// </summary>
    public IReadOnlyDictionary<string, string> HealthJson { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Between two scrapes of an instance's counters. Default 5 s.</summary>
    public TimeSpan MetricsInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Between two contract calls of an API instance; the paths take turns. Default 1 s.</summary>
    public TimeSpan CallInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Between two fresh connections to an API instance's event stream. Default 15 s.</summary>
    public TimeSpan FirstEventInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Where an instance exposes its counters, with or without a query. Default <c>/metrics</c>.</summary>
    public string MetricsPath { get; init; } = "/metrics";

    /// <summary>Variable that holds a bearer token for <see cref="MetricsPath"/>. Default: none is sent.</summary>
    public string? MetricsTokenVariable { get; init; }

    /// <summary>A Prometheus server that is asked instead of every instance's <see cref="MetricsPath"/>.</summary>
    public PrometheusOptions Prometheus { get; init; } = new();

    /// <summary>Between two readings of an instance's traffic, wherever they come from.</summary>
    public TimeSpan TrafficInterval => Prometheus.IsAsked ? Prometheus.Interval : MetricsInterval;

    /// <summary>Between two reads of the portal's audit. Default 10 s.</summary>
    public TimeSpan AuditInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Where the portal lists its AuditEvents (runbook section 7). Default <c>/api/audit</c>.</summary>
    public string AuditPath { get; init; } = "/api/audit";

    /// <summary>
    /// Between two polls of the effective configuration and the flags: what differs from the poll before is a change, unless
    /// an AuditEvent tells of it (docs/parity.md). Default 10 s.
    /// </summary>
    public TimeSpan SettingsInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For one complete answer. Default 2 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Path of the event stream on every API instance. Default <c>/api/events</c>.</summary>
    public string StreamPath { get; init; } = "/api/events";

    /// <summary>Whether event streams are opened over HTTP/2, for portals that speak nothing else. Default false: HTTP/1.1.</summary>
    public bool StreamHttp2 { get; init; }

    /// <summary>Variable that holds the bearer token for the portal. Default <c>MCPX_PORTAL_TOKEN</c>.</summary>
    public string TokenVariable { get; init; } = "MCPX_PORTAL_TOKEN";

    /// <summary>How the request counter is named and labelled.</summary>
    public RequestCounterOptions RequestCounter { get; init; } = new();

    /// <summary>Which of the counted routes are JSON calls and which are event streams.</summary>
    public RouteOptions Routes { get; init; } = new();

    /// <summary>How the histogram of durations is named and labelled.</summary>
    public DurationHistogramOptions DurationHistogram { get; init; } = new();

    /// <summary>Which origins must be allowed to call.</summary>
    public CorsProbeOptions Cors { get; init; } = new();

    /// <summary>What must stay closed, what must hold no secret and what outsiders can see.</summary>
    public SecurityProbeOptions Security { get; init; } = new();

    /// <summary>Where the expected configuration is (runbook section 9).</summary>
    public ParityProbeOptions Parity { get; init; } = new();

    /// <summary>Which workflows of people are walked.</summary>
    public WorkflowProbeOptions Workflows { get; init; } = new();

    /// <summary>
    /// Canaries and relays away from the portal, address by name: they tell a dead portal from blind eyes. Any HTTP answer
    /// is one. Default: none, which is shown as a warning.
    /// </summary>
    public IReadOnlyDictionary<string, string> Vantages { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Between two looks of a vantage; a look counts for 30 s. Default 10 s.</summary>
    public TimeSpan VantageInterval { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>The counter of requests on an instance's <c>/metrics</c>.</summary>
public sealed record RequestCounterOptions
{
    /// <summary>Name of the counter. Default <c>portal_http_requests_total</c>.</summary>
    public string Name { get; init; } = "portal_http_requests_total";

    /// <summary>Label with the status code or its class. Default <c>code</c>.</summary>
    public string CodeLabel { get; init; } = "code";

    /// <summary>
    /// Which values of <see cref="CodeLabel"/>, as a whole, are server errors: a regular expression. Default
    /// <c>5([0-9][0-9]|xx|XX)</c>, codes and classes.
    /// </summary>
    public string ErrorCodes { get; init; } = "5([0-9][0-9]|xx|XX)";

    /// <summary>Label with the route. Default <c>route</c>.</summary>
    public string RouteLabel { get; init; } = "route";

    /// <summary>Label that tells the watchdog's own calls apart. Default <c>caller</c>.</summary>
    public string CallerLabel { get; init; } = "caller";

    /// <summary>Value of <see cref="CallerLabel"/> that means the watchdog. Default <c>watchdog</c>.</summary>
    public string OwnCaller { get; init; } = "watchdog";

    /// <summary>Further values that mean a watchdog or another robot that must not dilute people's calls. Default: none.</summary>
    public IReadOnlyList<string> OwnCallers { get; init; } = [];
}
