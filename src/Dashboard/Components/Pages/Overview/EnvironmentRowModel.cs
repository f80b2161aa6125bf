using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Pages.Overview;

/// <summary>One environment in the overview.</summary>
/// <param name="Name">"Prod".</param>
/// <param name="Href">Its page.</param>
/// <param name="State">The state of its worst trigger.</param>
/// <param name="Since">What and for how long: "for 14 min 54 s", "parity, for 26 h".</param>
/// <param name="Evaluated">"evaluated 3 s ago".</param>
/// <param name="Release">Tag that runs, "2.14.0"; "unknown" when nobody reported one.</param>
/// <param name="LastKnownGood">Tag to go back to; null says so.</param>
/// <param name="Deployed">When it came, "21 min ago, 02:31" without the verb; null when unknown.</param>
/// <param name="Readiness">Whether a rollback could start.</param>
/// <param name="Chips">Triggers, in the same order in every row: place is memory.</param>
/// <param name="Sparks">At most three small lines.</param>
/// <param name="Incident">The open incident; null without one.</param>
/// <param name="StateWord">Another word than the state's own, "1 of 9 not measured"; null keeps it.</param>
/// <param name="Note">A remark of the configuration, "Sandbox: limits are seconds"; null without one.</param>
/// <param name="Frozen">That deploys are frozen, and by whom; null when they are allowed.</param>
/// <param name="Web">What the Web runs, where it is another release; null where it is the same.</param>
/// <param name="Muted">That its notices are muted; null when they go out.</param>
public sealed record EnvironmentRowModel(
    string Name,
    string Href,
    VerdictState State,
    string Since,
    string Evaluated,
    string Release,
    string? LastKnownGood,
    string? Deployed,
    ReadinessModel Readiness,
    IReadOnlyList<TriggerChipModel> Chips,
    IReadOnlyList<SparklineModel> Sparks,
    IncidentBandModel? Incident = null,
    string? StateWord = null,
    string? Note = null,
    string? Frozen = null,
    string? Web = null,
    MutedModel? Muted = null
);

/// <summary>Whether a rollback of the environment could start now.</summary>
/// <param name="Ready">Check when ready, half ring when something is missing.</param>
/// <param name="Text">"Rollback ready, 11 min", "Not ready, pack 13 of 14".</param>
public sealed record ReadinessModel(bool Ready, string Text);

/// <summary>The open incident inside the row.</summary>
/// <param name="Id">"INC-0147".</param>
/// <param name="What">What happens, in one sentence.</param>
/// <param name="Why">What is proposed or done, and until when.</param>
/// <param name="Figures">At most two numbers with their unit.</param>
/// <param name="Action">Text of the button, "Review rollback".</param>
/// <param name="Href">The incident's page.</param>
/// <param name="Calm">Whether nobody has to act: a rollback runs, or is being watched.</param>
/// <param name="Severity">How grave it is; null leaves it out.</param>
public sealed record IncidentBandModel(
    string Id,
    string What,
    string Why,
    IReadOnlyList<(string Number, string Unit)> Figures,
    string Action,
    string Href,
    bool Calm = false,
    IncidentSeverity? Severity = null
);
