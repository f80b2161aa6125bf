using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Silences;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Api;

/// <summary>An environment as the API tells of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">Its worst trigger's word, as of <paramref name="EvaluatedAt"/>.</param>
/// <param name="EvaluatedAt">When it was last judged; null when never.</param>
/// <param name="Silent">Whether the watchdog has not judged for more than ten seconds: the state may be wrong.</param>
/// <param name="Releases">The newest deployment's tag per component.</param>
/// <param name="Lkg">The release to go back to, per component.</param>
/// <param name="Execution">off, dry-run or on.</param>
/// <param name="OpenIncident">Its open incident; null when there is none.</param>
/// <param name="Frozen">Why deploys are refused; null when they are not.</param>
public sealed record EnvironmentAnswer(
    string Name,
    VerdictState State,
    DateTimeOffset? EvaluatedAt,
    bool Silent,
    IReadOnlyDictionary<string, string> Releases,
    IReadOnlyDictionary<string, string> Lkg,
    string Execution,
    string? OpenIncident,
    string? Frozen
);

/// <summary>A silence or maintenance window as the API tells of it.</summary>
/// <param name="Id">Unique in the environment.</param>
/// <param name="Kind">Silence or Maintenance.</param>
/// <param name="Phase">Waiting, Active, Expired or Ended.</param>
/// <param name="Triggers">Which triggers; empty for all.</param>
/// <param name="Owner">Who set it.</param>
/// <param name="Reason">Why.</param>
/// <param name="From">When it begins.</param>
/// <param name="Until">When it runs out.</param>
/// <param name="EndedBy">Who ended it early; null when nobody did.</param>
/// <param name="EndedAt">When they did; null when nobody did.</param>
public sealed record SilenceAnswer(
    string Id,
    SilenceKind Kind,
    SilencePhase Phase,
    IReadOnlyList<string> Triggers,
    string Owner,
    string Reason,
    DateTimeOffset From,
    DateTimeOffset Until,
    string? EndedBy,
    DateTimeOffset? EndedAt
)
{
    internal static SilenceAnswer Of(Silence silence, DateTimeOffset now) =>
        new(
            silence.Id,
            silence.Kind,
            silence.PhaseAt(now),
            silence.Triggers,
            silence.Owner,
            silence.Reason,
            silence.From,
            silence.Until,
            silence.EndedBy,
            silence.EndedAt
        );
}

/// <summary>An environment with every verdict.</summary>
public sealed record EnvironmentDetail(
    EnvironmentAnswer Environment,
    IReadOnlyList<Verdict> Verdicts,
    IReadOnlyList<Deployment> Deployments,
    IReadOnlyList<SilenceAnswer> Silences
);

/// <summary>An incident in a list.</summary>
public sealed record IncidentAnswer(
    string Id,
    string Environment,
    IncidentStatus Status,
    IncidentSeverity Severity,
    DateTimeOffset OpenedAt,
    DateTimeOffset? EndedAt,
    string Breach,
    string? PlanHash
);

/// <summary>What a pipeline reports.</summary>
/// <param name="Id">The pipeline's own, the same for every phase; the same report again changes nothing.</param>
/// <param name="Environment">Where.</param>
/// <param name="Component">Api or Web; left out with <paramref name="Components"/>.</param>
/// <param name="Tag">The release.</param>
/// <param name="Phase">started, finished or failed.</param>
/// <param name="By">Who triggered it, by a name of theirs that the sign-in knows; the caller when it is left out. A person names nobody else.</param>
/// <param name="Detail">Anything worth keeping, for example a link to the pipeline's run.</param>
/// <param name="Components">Several at once, in place of <paramref name="Component"/>.</param>
public sealed record DeploymentReport(
    string Id,
    string Environment,
    Component? Component,
    string Tag,
    string Phase,
    string? By = null,
    string? Detail = null,
    IReadOnlyList<Component>? Components = null
)
{
    internal IReadOnlyList<Component> All => Components ?? (Component is { } one ? [one] : []);

    /// <summary>One component keeps the report's id; of several each has its own.</summary>
    internal string IdOf(Component component) => Components is null ? Id : $"{Id}/{component}";
}

/// <summary>What is known of the deployments of one report.</summary>
/// <param name="Id">The report's id.</param>
/// <param name="Deployments">One for each component.</param>
public sealed record DeploymentsAnswer(string Id, IReadOnlyList<Deployment> Deployments);

/// <summary>Approves exactly this plan.</summary>
/// <param name="PlanHash">The plan that was read.</param>
/// <param name="BreakGlass">Why who caused the failing change must approve alone; another person reviews it afterwards.</param>
public sealed record ApproveRequest(string PlanHash, string? BreakGlass = null);

/// <summary>Says that something is wrong, measured or not.</summary>
/// <param name="Trigger">One of the runbook's triggers, for example <c>business</c>.</param>
/// <param name="Component">Api, Web, Config or Database.</param>
/// <param name="Reason">In which way.</param>
public sealed record DeclareRequest(string Trigger, Component Component, string Reason);

/// <summary>Wants to be asked again later.</summary>
/// <param name="Minutes">1 to 240.</param>
/// <param name="Reason">Why.</param>
public sealed record SnoozeRequest(int Minutes, string Reason);

/// <summary>Lets a deployment stand that came past the promotion policy.</summary>
/// <param name="Deployment">Its id.</param>
/// <param name="Reason">Why it may stand.</param>
public sealed record SettleRequest(string Deployment, string Reason);

/// <summary>Lets a rolled-back release come back.</summary>
/// <param name="Component">Api or Web.</param>
/// <param name="Tag">The release.</param>
/// <param name="Reason">Why it may.</param>
public sealed record LiftRequest(Component Component, string Tag, string Reason);

/// <summary>A decision that needs a reason.</summary>
public sealed record ReasonRequest(string Reason);

/// <summary>Links an incident's ticket.</summary>
/// <param name="Address">Where people find it: http or https.</param>
public sealed record TicketRequest(string Address);

/// <summary>A note.</summary>
public sealed record NoteRequest(string Text);

/// <summary>Says how grave an incident is.</summary>
/// <param name="Severity">P1 or P2.</param>
/// <param name="Reason">Why.</param>
public sealed record SeverityRequest(IncidentSeverity Severity, string Reason);

/// <summary>Takes a role in an incident, or gives it to somebody else.</summary>
/// <param name="Role">IncidentCommander, Deputy or Scribe.</param>
/// <param name="From">Who has it, where it is taken from somebody; null where nobody has it.</param>
/// <param name="To">To whom it is handed over, as they sign in; null to take it.</param>
public sealed record RoleRequest(IncidentRole Role, string? From = null, string? To = null);
