namespace Mcpx.Domain.Evidence;

/// <summary>The lines of an evidence pack: those of runbook section 11 and those that go beyond it.</summary>
public static class EvidenceLines
{
    /// <summary>The decision note.</summary>
    public const string Note = "Decision note";

    /// <summary>Health, ready and SSE smoke when the rollback was proposed or declared.</summary>
    public const string SmokeBefore = "Health, ready and SSE smoke before";

    /// <summary>Health, ready and SSE smoke after the rollback.</summary>
    public const string SmokeAfter = "Health, ready and SSE smoke after";

    /// <summary>The picture <em>Executive</em>.</summary>
    public const string Executive = "Metric pictures, Executive";

    /// <summary>The picture <em>SSE Health</em>.</summary>
    public const string SseHealth = "Metric pictures, SSE Health";

    /// <summary>Changes of configuration and flags, before and after.</summary>
    public const string Settings = "Config and flag audit entries";

    /// <summary>The link to the LKG's own evidence pack.</summary>
    public const string LkgPack = "Link to the LKG's evidence pack";

    /// <summary>The link to the incident's ticket.</summary>
    public const string Ticket = "Incident ticket";

    /// <summary>Plan, release and deployments.</summary>
    public const string Plan = "Plan and releases";

    /// <summary>What each step printed and measured.</summary>
    public const string Steps = "Step outputs";

    /// <summary>The readings themselves.</summary>
    public const string Readings = "Readings";

    /// <summary>The watchdog's own calls that failed.</summary>
    public const string FailedCalls = "Failed calls with request ids";

    /// <summary>The portal's own log lines of those calls.</summary>
    public const string PortalLogs = "Portal's own log lines";

    /// <summary>The samples that justified the breach, for replay.</summary>
    public const string Samples = "Decision samples for replay";

    /// <summary>What a real browser saw.</summary>
    public const string Browser = "Look in a real browser";

    /// <summary>The parity report.</summary>
    public const string Parity = "Parity report";

    /// <summary>Pictures that people attested.</summary>
    public const string Attestations = "Attestations";

    /// <summary>The root-cause report as it stood.</summary>
    public const string Report = "Root-cause report";

    /// <summary>The incident's events and their place in the chain.</summary>
    public const string Journal = "Journal";

    /// <summary>All of them, in the order of the manifest, with what section 11 says; null for what goes beyond it.</summary>
    public static IReadOnlyList<(string Name, string? Runbook)> All { get; } =
    [
        (Note, "Rollback decision note (reason, timestamps, env, approvers)"),
        (SmokeBefore, "Health/Ready and SSE smoke outputs, as they were before the rollback"),
        (SmokeAfter, "Health/Ready and SSE smoke outputs after rollback"),
        (Executive, "Metric screenshots (Executive)"),
        (SseHealth, "Metric screenshots (SSE Health)"),
        (Settings, "Any config/flag audit entries (before→after)"),
        (LkgPack, "Links to LKG Evidence Pack"),
        (Ticket, "Links to current incident ticket"),
        (Plan, null),
        (Steps, null),
        (Readings, null),
        (FailedCalls, null),
        (PortalLogs, null),
        (Samples, null),
        (Browser, null),
        (Parity, null),
        (Attestations, null),
        (Report, null),
        (Journal, null),
    ];
}
