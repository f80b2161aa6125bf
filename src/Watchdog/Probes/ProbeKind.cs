using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Probes;

/// <summary>What a round asks.</summary>
internal enum ProbeKind
{
    /// <summary>/healthz, /ready and the running tag.</summary>
    Health,

    /// <summary>Health through the public host name.</summary>
    Public,

    /// <summary>The request counters and durations.</summary>
    Metrics,

    /// <summary>The same, from a Prometheus server.</summary>
    Prometheus,

    /// <summary>The core endpoints, one after the other.</summary>
    Contract,

    /// <summary>A fresh event stream.</summary>
    FirstEvent,

    /// <summary>Preflights of the intended origins.</summary>
    Preflight,

    /// <summary>What must stay closed and what must hold no secret.</summary>
    Security,

    /// <summary>The visit of the web.</summary>
    Workflow,

    /// <summary>Scripted workflows of the API.</summary>
    Script,

    /// <summary>The web in a real browser.</summary>
    Browser,

    /// <summary>Canaries and relays.</summary>
    Vantage,

    /// <summary>The portal's AuditEvents.</summary>
    Audit,

    /// <summary>Effective configuration against the expected one.</summary>
    Parity,

    /// <summary>Effective configuration and flags against the poll before.</summary>
    Settings,

    /// <summary>What outsiders can see.</summary>
    Exposure,
}

/// <summary>How often each is asked.</summary>
internal static class ProbePace
{
    /// <summary>The time between two rounds; null where the environment does not watch it.</summary>
    public static TimeSpan? Of(ProbeKind kind, EnvironmentOptions environment) =>
        kind == ProbeKind.Public && environment.PublicAddress is null ? null : Of(kind, environment.Probes);

    private static TimeSpan? Of(ProbeKind kind, ProbeOptions probes) =>
        kind switch
        {
            ProbeKind.Health or ProbeKind.Public => probes.HealthInterval,
            ProbeKind.Metrics => probes.Prometheus.IsAsked ? null : probes.MetricsInterval,
            ProbeKind.Prometheus => probes.Prometheus.IsAsked ? probes.Prometheus.Interval : null,
            ProbeKind.Contract => probes.CallInterval,
            ProbeKind.FirstEvent => probes.FirstEventInterval,
            ProbeKind.Preflight => probes.Cors.IntendedOrigins.Count > 0 ? probes.Cors.Interval : null,
            ProbeKind.Security => probes.Security.Watched ? probes.Security.Interval : null,
            ProbeKind.Workflow => probes.Workflows.Web ? probes.Workflows.Interval : null,
            ProbeKind.Script => probes.Workflows.Files.Count > 0 ? probes.Workflows.FilesInterval : null,
            ProbeKind.Browser => probes.Workflows.Browser?.Interval,
            ProbeKind.Vantage => probes.Vantages.Count > 0 ? probes.VantageInterval : null,
            ProbeKind.Audit => probes.AuditInterval,
            ProbeKind.Parity => probes.Parity.IsWatched ? probes.Parity.Interval : null,
            ProbeKind.Settings => probes.SettingsInterval,
            ProbeKind.Exposure => probes.Security is { Watched: true, Exposure: true }
                ? probes.Security.ExposureInterval
                : null,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No kind of probe."),
        };
}
