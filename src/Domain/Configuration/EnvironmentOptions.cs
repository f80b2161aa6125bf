using System.Text.Json.Serialization;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Configuration;

/// <summary>One environment.</summary>
public sealed record EnvironmentOptions
{
    /// <summary>What an approval leads to. Default <see cref="Configuration.Execution.Off"/>: adopt in shadow first.</summary>
    public Execution Execution { get; init; } = Execution.Off;

    /// <summary>A remark shown on the environment's pages, for example that its limits are shortened.</summary>
    public string? Note { get; init; }

    /// <summary>
    /// The last known good release per component: where the pointer starts, and where it goes when this value is changed; in
    /// between it moves by promotions (docs/releases.md). Without one the environment is not ready for rollback.
    /// </summary>
    public IReadOnlyDictionary<Component, string> Lkg { get; init; } = new Dictionary<Component, string>();

    /// <summary>The instances watched; at least one, here or by <see cref="Discovery"/>.</summary>
    public IReadOnlyList<InstanceOptions> Instances { get; init; } = [];

    /// <summary>Where instances are found that come and go. Default: none, and only what is configured is watched.</summary>
    public IReadOnlyList<SourceOptions> Discovery { get; init; } = [];

    /// <summary>
    /// The public host name people use, e.g. https://admin.example.com; null where there is none, which is the default. It is
    /// probed beside the instances (<see cref="ProbeOptions.PublicPath"/>) and looked at as an outsider does.
    /// </summary>
    public string? PublicAddress { get; init; }

    /// <summary>How they are asked.</summary>
    public ProbeOptions Probes { get; init; } = new();

    /// <summary>The runbook's thresholds.</summary>
    public TriggerOptions Triggers { get; init; } = new();

    /// <summary>
    /// How grave a breach is, P1 or P2, by trigger. Default: in Prod availability, flapping, error-rate, sse-heartbeat and security
    /// are P1; everything else is P2.
    /// </summary>
    public IReadOnlyDictionary<string, IncidentSeverity> Severity { get; init; } =
        new Dictionary<string, IncidentSeverity>(StringComparer.Ordinal);

    /// <summary>
    /// Hours in which a proposal wakes nobody: the page waits until they end. Default: none. Never for Prod.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<WeeklyOptions>? QuietHours { get; init; }

    /// <summary>How long a deployment excuses restarts.</summary>
    public DeployingOptions Deploying { get; init; } = new();

    /// <summary>Which changes are held responsible for what.</summary>
    public AttributionOptions Attribution { get; init; } = new();

    /// <summary>What counts as drift from the expected configuration.</summary>
    public DriftOptions Drift { get; init; } = new();

    /// <summary>Whether releases have to come through the environments before this one, and when one becomes the LKG.</summary>
    public PromotionOptions Promotion { get; init; } = new();

    /// <summary>Who may approve a rollback.</summary>
    public ApprovalOptions Approval { get; init; } = new();

    /// <summary>What else stands still while deploys are frozen.</summary>
    public FreezeOptions Freeze { get; init; } = new();

    /// <summary>How a release is put on a component.</summary>
    public IReadOnlyDictionary<Component, DeployerOptions> Deployers { get; init; } =
        new Dictionary<Component, DeployerOptions>();

    /// <summary>The portal's database, for keys and flags. Default none: a deployer of <c>Config</c> writes them, or people do.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PortalDatabaseOptions? PortalDatabase { get; init; }

    /// <summary>Where the portal's own log lines are found for the report. Default: nowhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PortalLogOptions? Logs { get; init; }

    /// <summary>The database that keys and flags are written back in; null where a deployer does it, or nobody.</summary>
    [JsonIgnore]
    public PortalDatabaseOptions? RevertsIn => Deployers.ContainsKey(Component.Config) ? null : PortalDatabase;

    /// <summary>What a rollback must show before it counts.</summary>
    public ValidationOptions Validation { get; init; } = new();

    /// <summary>Whether instances of a component are configured, or looked for.</summary>
    public bool Has(Component component) =>
        Instances.Any(instance => instance.Component == component)
        || Discovery.Any(source => source.Component == component);
}

/// <summary>One instance.</summary>
public sealed record InstanceOptions
{
    /// <summary>Unique in its environment, for example <c>api-1</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it runs: Api or Web.</summary>
    public Component Component { get; init; }

    /// <summary>
    /// Its own address, without a path, for example <c>http://10.0.0.4:8080</c>. Where several share one, what stands before the
    /// <c>@</c> is the cookie that leads to this one, for example <c>https://ARRAffinity%3D5c0f…@portal-api.azurewebsites.net</c>.
    /// </summary>
    public string Address { get; init; } = "";

    /// <summary>The <see cref="SourceOptions.Label"/> of where it was found; null for one that is configured.</summary>
    public string? Source { get; init; }
}

/// <summary>What the watchdog does with an approved plan.</summary>
public enum Execution
{
    /// <summary>It watches and proposes; nobody can approve.</summary>
    Off,

    /// <summary>An approved plan is walked through and changes nothing.</summary>
    DryRun,

    /// <summary>An approved plan is carried out.</summary>
    On,
}

/// <summary>How long a deployment excuses restarts and closed streams.</summary>
public sealed record DeployingOptions
{
    /// <summary>After the finish. Default 60 s.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>After the start when no finish is reported. Default 15 min.</summary>
    public TimeSpan Cap { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// How long a proposal waits for a silent instance's tag: one that turns out new makes the silence a deployment.
    /// Default 60 s.
    /// </summary>
    public TimeSpan TagWithin { get; init; } = TimeSpan.FromSeconds(60);
}
