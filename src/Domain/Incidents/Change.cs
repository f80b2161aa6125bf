using Mcpx.Domain.Journal;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Incidents;

/// <summary>What kind of change an environment saw.</summary>
public enum ChangeKind
{
    /// <summary>A release was put on a component.</summary>
    Deployment,

    /// <summary>A configuration key was set.</summary>
    Config,

    /// <summary>A feature flag was set.</summary>
    Flag,

    /// <summary>The allow-list of origins was set.</summary>
    AllowList,

    /// <summary>A migration was applied.</summary>
    Migration,
}

/// <summary>One entry of an environment's change history.</summary>
/// <param name="Id">Unique in the environment; the audit event's or deployment's own.</param>
/// <param name="Kind">What kind.</param>
/// <param name="Component">What it changes.</param>
/// <param name="Key">The tag deployed, the key or flag set, the migration's name.</param>
/// <param name="Before">The value before; null when there was none or it is not known.</param>
/// <param name="After">The value after; null when it was removed.</param>
/// <param name="By">Who did it.</param>
/// <param name="At">When, by the audit event's own clock or the deployment's start; not when it was seen.</param>
public sealed record Change(
    string Id,
    ChangeKind Kind,
    Component Component,
    string Key,
    string? Before,
    string? After,
    string By,
    DateTimeOffset At
);

/// <summary>A change other than a deployment was seen (runbook section 7: every one writes an AuditEvent).</summary>
public sealed record ChangeSeen(Change Change) : IEvent;
