using System.Text.Json.Serialization;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Incidents;

/// <summary>A deployment on a component began, as reported or, where nobody reported it, as seen on the instances.</summary>
/// <param name="Id">Unique per deployment and component.</param>
/// <param name="Component">What is replaced.</param>
/// <param name="Tag">With which release.</param>
/// <param name="By">Who triggered it; <see cref="Deployment.UnknownDeployer"/> when it was only seen.</param>
public sealed record DeploymentStarted(string Id, Component Component, string Tag, string By) : IEvent
{
    /// <summary>The id under which it was reported after it had been seen; null where the two are the same.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ReportedAs { get; init; }
}

/// <summary>A deployment finished or failed.</summary>
/// <param name="Id">As in <see cref="DeploymentStarted"/>.</param>
/// <param name="Component">What was replaced.</param>
/// <param name="Tag">With which release.</param>
/// <param name="Succeeded">False when it failed.</param>
/// <param name="Detail">What the deployer said; may be empty.</param>
public sealed record DeploymentEnded(string Id, Component Component, string Tag, bool Succeeded, string Detail)
    : IEvent;

/// <summary>The environment has an open incident; a second opener collides here.</summary>
public sealed record IncidentBegan(string Incident) : IEvent;

/// <summary>The environment's incident is over.</summary>
public sealed record IncidentEnded(string Incident) : IEvent;

/// <summary>Deploys are refused, rollbacks are not.</summary>
/// <param name="Owner">Who answers for the freeze.</param>
/// <param name="Reason">Why.</param>
/// <param name="Incident">The incident it belongs to and ends with; null for a person's own.</param>
/// <param name="Until">Until when it is expected to last; it does not end by itself. Null where nobody says.</param>
public sealed record DeploysFrozen(string Owner, string Reason, string? Incident, DateTimeOffset? Until = null)
    : IEvent;

/// <summary>Deploys are allowed again.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Incident">The incident whose freeze ended; null where every freeze did.</param>
/// <param name="Despite">The open incident in spite of which a person allows deploys; null where there is none.</param>
public sealed record DeploysUnfrozen(string Reason, string? Incident = null, string? Despite = null) : IEvent;

/// <summary>One release on one component may be deployed in spite of a freeze.</summary>
/// <param name="Component">Where.</param>
/// <param name="Tag">Which release, exactly.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">Until when.</param>
/// <param name="Incident">The open incident it is for, and with which it ends; null without one.</param>
public sealed record HotfixAuthorised(
    Component Component,
    string Tag,
    string Reason,
    DateTimeOffset Until,
    string? Incident
) : IEvent;

/// <summary>A configured command paused or resumed something, or did not. See <see cref="Configuration.FreezeCommandOptions"/>.</summary>
/// <param name="Name">Which.</param>
/// <param name="Pause">Whether it was to pause; false for resume.</param>
/// <param name="Succeeded">Whether it ended with 0.</param>
/// <param name="How">"ended with 3 after 2 s".</param>
/// <param name="Output">The last lines it wrote.</param>
public sealed record FreezeCommandRan(string Name, bool Pause, bool Succeeded, string How, IReadOnlyList<string> Output)
    : IEvent;

/// <summary>The release to go back to was set. Who did it is the entry's actor.</summary>
/// <param name="Component">Of which component.</param>
/// <param name="Tag">The release.</param>
/// <param name="Reason">Why.</param>
/// <param name="From">What it was before; null when there was none, or the event is older than this field.</param>
/// <param name="Basis">On whose word.</param>
/// <param name="Waived">What the Decision Owner stood in for by promoting it; null for nothing.</param>
public sealed record LkgPointed(
    Component Component,
    string Tag,
    string Reason,
    string? From = null,
    LkgBasis Basis = LkgBasis.Configuration,
    IReadOnlyList<TargetGap>? Waived = null
) : IEvent;

/// <summary>A rolled-back release must not come back by itself.</summary>
public sealed record ReleaseQuarantined(Component Component, string Tag, string Incident) : IEvent;

/// <summary>The Decision Owner lets a rolled-back release come back.</summary>
/// <param name="Component">Where.</param>
/// <param name="Tag">Which.</param>
/// <param name="Reason">Why.</param>
public sealed record QuarantineLifted(Component Component, string Tag, string Reason) : IEvent;

/// <summary>A watchdog process took the lead.</summary>
public sealed record WatchdogStarted(string Version, int ProcessId, string Host) : IEvent;

/// <summary>The configuration in effect, secrets by name only.</summary>
public sealed record ConfigurationApplied(Configuration.WatchdogOptions Options, IReadOnlyList<string> Warnings)
    : IEvent
{
    /// <summary>The origin of a key that an environment variable sets.</summary>
    public const string FromEnvironment = "environment";

    /// <summary>
    /// Where the keys that are set come from: by the file's name, or <see cref="FromEnvironment"/>, the keys it decides. What is
    /// not among them is a default. Null where the event is older than this field.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Origins { get; init; }
}
