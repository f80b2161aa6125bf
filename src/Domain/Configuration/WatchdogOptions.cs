using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Configuration;

/// <summary>
/// The whole configuration of a watchdog, section <c>Watchdog</c>. It is validated before anything starts and appended
/// to the journal as applied; secrets appear in it only by the name of the variable that holds them.
/// </summary>
public sealed record WatchdogOptions
{
    /// <summary>Folder of the embedded store. Default <c>.watchdog</c>.</summary>
    public string DataDirectory { get; init; } = ".watchdog";

    /// <summary>Where this watchdog listens. Default <c>http://127.0.0.1:5081</c>.</summary>
    public string Address { get; init; } = "http://127.0.0.1:5081";

    /// <summary>Where people find the dashboard; used for links in messages. Default <c>http://127.0.0.1:5080</c>.</summary>
    public string DashboardAddress { get; init; } = "http://127.0.0.1:5080";

    /// <summary>Variable that holds the token the dashboard shows for live readings. Default <c>MCPX_SERVICE_TOKEN</c>.</summary>
    public string ServiceTokenVariable { get; init; } = "MCPX_SERVICE_TOKEN";

    /// <summary>Folder with one sub-folder a release, each with its <c>manifest.json</c>.</summary>
    public string ReleaseFolder { get; init; } = "releases";

    /// <summary>Where messages go.</summary>
    public SlackOptions Slack { get; init; } = new();

    /// <summary>Who holds the runbook's roles (section 4), as they are named in messages.</summary>
    public RosterOptions Roster { get; init; } = new();

    /// <summary>The environments watched, by name.</summary>
    public IReadOnlyDictionary<string, EnvironmentOptions> Environments { get; init; } =
        new Dictionary<string, EnvironmentOptions>(StringComparer.Ordinal);
}

/// <summary>An incoming webhook of Slack.</summary>
public sealed record SlackOptions
{
    /// <summary>The webhook's address; null sends nothing, which is shown as a warning.</summary>
    public string? Webhook { get; init; }

    /// <summary>Variable that holds the webhook's address, where the address itself is the secret.</summary>
    public string? WebhookVariable { get; init; }

    /// <summary>Channels that get every message (runbook section 4). Default #release and #incident.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>The channels in effect.</summary>
    public IReadOnlyList<string> EffectiveChannels => Channels.Count > 0 ? Channels : ["#release", "#incident"];
}

/// <summary>Names for the runbook's start message.</summary>
public sealed record RosterOptions
{
    /// <summary>The Release Manager. Default <c>ic</c>.</summary>
    public string IncidentCommander { get; init; } = "ic";

    /// <summary>The SRE on call. Default <c>deputy</c>.</summary>
    public string Deputy { get; init; } = "deputy";

    /// <summary>The Director of Software Engineering. Default <c>director</c>.</summary>
    public string DecisionOwner { get; init; } = "director";
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

/// <summary>One environment.</summary>
public sealed record EnvironmentOptions
{
    /// <summary>What an approval leads to. Default <see cref="Configuration.Execution.Off"/>: adopt in shadow first.</summary>
    public Execution Execution { get; init; } = Execution.Off;

    /// <summary>A remark shown on the environment's pages, for example that its limits are shortened.</summary>
    public string? Note { get; init; }

    /// <summary>The last known good release per component; without one the environment is not ready for rollback.</summary>
    public IReadOnlyDictionary<Component, string> Lkg { get; init; } = new Dictionary<Component, string>();

    /// <summary>The instances watched; at least one.</summary>
    public IReadOnlyList<InstanceOptions> Instances { get; init; } = [];

    /// <summary>How they are asked.</summary>
    public ProbeOptions Probes { get; init; } = new();

    /// <summary>The runbook's thresholds.</summary>
    public TriggerOptions Triggers { get; init; } = new();

    /// <summary>How long a deployment excuses restarts.</summary>
    public DeployingOptions Deploying { get; init; } = new();

    /// <summary>Who may approve a rollback.</summary>
    public ApprovalOptions Approval { get; init; } = new();

    /// <summary>How a release is put on a component.</summary>
    public IReadOnlyDictionary<Component, DeployerOptions> Deployers { get; init; } =
        new Dictionary<Component, DeployerOptions>();

    /// <summary>What a rollback must show before it counts.</summary>
    public ValidationOptions Validation { get; init; } = new();
}

/// <summary>One instance.</summary>
public sealed record InstanceOptions
{
    /// <summary>Unique in its environment, for example <c>api-1</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it runs: Api or Web.</summary>
    public Component Component { get; init; }

    /// <summary>Its own address, without a path, for example <c>http://10.0.0.4:8080</c>.</summary>
    public string Address { get; init; } = "";
}

/// <summary>How instances are asked.</summary>
public sealed record ProbeOptions
{
    /// <summary>Between two health probes of an instance. Default 5 s.</summary>
    public TimeSpan HealthInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Between two scrapes of an instance's counters. Default 5 s.</summary>
    public TimeSpan MetricsInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For one complete answer. Default 2 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Path of the event stream on every API instance. Default <c>/api/events</c>.</summary>
    public string StreamPath { get; init; } = "/api/events";

    /// <summary>Variable that holds the bearer token for the portal. Default <c>MCPX_PORTAL_TOKEN</c>.</summary>
    public string TokenVariable { get; init; } = "MCPX_PORTAL_TOKEN";

    /// <summary>How the request counter is named and labelled.</summary>
    public RequestCounterOptions RequestCounter { get; init; } = new();
}

/// <summary>The counter of requests on an instance's <c>/metrics</c>.</summary>
public sealed record RequestCounterOptions
{
    /// <summary>Name of the counter. Default <c>portal_http_requests_total</c>.</summary>
    public string Name { get; init; } = "portal_http_requests_total";

    /// <summary>Label with the status code. Default <c>code</c>.</summary>
    public string CodeLabel { get; init; } = "code";

    /// <summary>Label with the route. Default <c>route</c>.</summary>
    public string RouteLabel { get; init; } = "route";

    /// <summary>Label that tells the watchdog's own calls apart. Default <c>caller</c>.</summary>
    public string CallerLabel { get; init; } = "caller";

    /// <summary>Value of <see cref="CallerLabel"/> that means the watchdog. Default <c>watchdog</c>.</summary>
    public string OwnCaller { get; init; } = "watchdog";
}

/// <summary>How long a deployment excuses restarts and closed streams.</summary>
public sealed record DeployingOptions
{
    /// <summary>After the finish. Default 60 s.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>After the start when no finish is reported. Default 15 min.</summary>
    public TimeSpan Cap { get; init; } = TimeSpan.FromMinutes(15);
}

/// <summary>Who may approve.</summary>
public sealed record ApprovalOptions
{
    /// <summary>How many different people must approve. Default 1.</summary>
    public int Required { get; init; } = 1;

    /// <summary>Roles whose approval counts. Default: Incident Commander, Deputy, Decision Owner (runbook section 4).</summary>
    public IReadOnlyList<Role> Roles { get; init; } = [];

    /// <summary>The roles in effect.</summary>
    public IReadOnlyList<Role> EffectiveRoles =>
        Roles.Count > 0 ? Roles : [Role.IncidentCommander, Role.Deputy, Role.DecisionOwner];

    /// <summary>How long a proposal may be approved before it is issued anew. Default 30 min.</summary>
    public TimeSpan ProposalValid { get; init; } = TimeSpan.FromMinutes(30);
}

/// <summary>A deployer that is a program: arguments are a list and never pass through a shell.</summary>
public sealed record DeployerOptions
{
    /// <summary>Puts a release in place. Placeholders <c>{environment}</c>, <c>{component}</c>, <c>{tag}</c>, <c>{key}</c>.</summary>
    public IReadOnlyList<string> Deploy { get; init; } = [];

    /// <summary>Prints, as one JSON line, how the operation under <c>{key}</c> stands.</summary>
    public IReadOnlyList<string> Find { get; init; } = [];

    /// <summary>Prints, as one JSON line, each instance's tag and the operations under way.</summary>
    public IReadOnlyList<string> Observe { get; init; } = [];

    /// <summary>For one deployment. Default 10 min.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);
}

/// <summary>What must be seen after a rollback (runbook section 6, step 4).</summary>
public sealed record ValidationOptions
{
    /// <summary>How long every instance must stay green together. Default 30 s.</summary>
    public TimeSpan HealthyFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait for that. Default 5 min.</summary>
    public TimeSpan HealthyWithin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the SSE smoke listens to every instance. Default 60 s.</summary>
    public TimeSpan SmokeFor { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Median time to the first event. Default 200 ms (section 6).</summary>
    public TimeSpan MaxFirstEvent { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Median heartbeat gap. Default 10 s (section 6).</summary>
    public TimeSpan MaxMedianGap { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Added to <see cref="MaxMedianGap"/>, since a 10 s keep-alive jitters. Default 1 s.</summary>
    public TimeSpan GapGrace { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>No gap may be longer. Default 15 s (section 3).</summary>
    public TimeSpan MaxGap { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Authenticated GET requests that must answer 200 with JSON. Default: section 12's examples and the core lists.</summary>
    public IReadOnlyList<string> ContractPaths { get; init; } = [];

    /// <summary>The contract paths in effect.</summary>
    public IReadOnlyList<string> EffectiveContractPaths =>
        ContractPaths.Count > 0
            ? ContractPaths
            : ["/api/healthz", "/api/config/effective", "/api/flags", "/api/jobs", "/api/audit"];

    /// <summary>What the web must show; null checks no pages.</summary>
    public WebCheckOptions? Web { get; init; }

    /// <summary>How long readings must stay within their limits before the incident closes. Default 30 min (section 10).</summary>
    public TimeSpan StabiliseFor { get; init; } = TimeSpan.FromMinutes(30);
}

/// <summary>The synthetic visit of the web (runbook section 6, step 3 and 4): sign in, then look at the pages.</summary>
public sealed record WebCheckOptions
{
    /// <summary>Where the sign-in form is posted to; null visits without signing in.</summary>
    public string? LoginPath { get; init; }

    /// <summary>User of the synthetic visit.</summary>
    public string User { get; init; } = "";

    /// <summary>Variable that holds the user's password.</summary>
    public string PasswordVariable { get; init; } = "MCPX_WEB_PASSWORD";

    /// <summary>Pages that must render.</summary>
    public IReadOnlyList<string> Pages { get; init; } = [];

    /// <summary>Text every page must contain; <c>{environment}</c> and <c>{page}</c> are filled in.</summary>
    public IReadOnlyList<string> Markers { get; init; } = [];
}
