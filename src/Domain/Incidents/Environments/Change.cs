using System.Text.Json.Serialization;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Parity;
using Mcpx.Domain.Redaction;
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
/// <param name="Before">The value before; null when there was none or it is not known. Of a secret only a digest.</param>
/// <param name="After">The value after; null when it was removed. Of a secret only a digest.</param>
/// <param name="By">Who did it; <see cref="UnknownAuthor"/> when it was only seen.</param>
/// <param name="At">
/// When, by the audit event's own clock or the deployment's start; when it was seen, where only a poll tells of it.
/// </param>
/// <param name="NotBefore">
/// When the poll before it still saw the old value: it happened between the two. Null where the exact time is known.
/// </param>
public sealed record Change(
    string Id,
    ChangeKind Kind,
    Component Component,
    string Key,
    string? Before,
    string? After,
    string By,
    DateTimeOffset At,
    DateTimeOffset? NotBefore = null
)
{
    /// <summary>The only role that a flag was set for; null for everybody, or where nothing says so.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TargetRole { get; init; }

    /// <summary>Who changed what no AuditEvent tells of.</summary>
    public const string UnknownAuthor = "unknown author";

    /// <summary>Whether a value is known only as a digest, or not whole: it is secret, and cannot be written back.</summary>
    internal bool IsSealed =>
        SaltedDigest.Is(Before) || SaltedDigest.Is(After) || Mark.IsIn(Before) || Mark.IsIn(After);
}

/// <summary>
/// The runner set a key or flag back. Where no AuditEvent says so, the poll must not take it for somebody's change.
/// </summary>
/// <param name="Id">The step's key.</param>
/// <param name="Kind">Config, Flag or AllowList.</param>
/// <param name="Key">The key or flag.</param>
/// <param name="Before">What it was.</param>
/// <param name="After">What it is now.</param>
/// <param name="Incident">The incident it belongs to.</param>
/// <param name="Forward">Who decided to go forward again; null for a rollback.</param>
public sealed record SettingReverted(
    string Id,
    ChangeKind Kind,
    string Key,
    string? Before,
    string After,
    string Incident,
    string? Forward = null
) : IEvent
{
    /// <summary>The only role that a flag was set for; null for everybody.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TargetRole { get; init; }
}

/// <summary>A change other than a deployment was seen (runbook section 7): by its AuditEvent, or in a poll.</summary>
public sealed record ChangeSeen(Change Change) : IEvent;
