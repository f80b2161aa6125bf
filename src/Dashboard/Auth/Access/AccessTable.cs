using System.Collections.Frozen;
using System.Collections.Immutable;
using Mcpx.Domain.Access;
using static Mcpx.Dashboard.Auth.Roles;

namespace Mcpx.Dashboard.Auth.Access;

/// <summary>
/// The one table of who may do what; docs/roles.md is written from it. It says who may at most: the domain decides once more, by
/// the environment's approval policy and by who caused what.
/// </summary>
internal static class AccessTable
{
    private const string ByPolicy =
        "the environment's `Approval:Roles`, by default Incident Commander, Deputy, Decision Owner";
    private static readonly ImmutableArray<string> Leaders = [IncidentCommander, Deputy, DecisionOwner];
    private static readonly ImmutableArray<string> Hands = [Sre, Deputy, IncidentCommander, DecisionOwner, Admin];

    /// <summary>Every act, in the order of the documentation.</summary>
    public static ImmutableArray<ActRule> Rules { get; } =
    [
        new(Act.View, "Look at everything that is shown", All, KeyScopes.Read, null),
        new(Act.AskGate, "Ask whether a deployment may begin", All, KeyScopes.GateRead, null),
        new(
            Act.ReportDeployment,
            "Report a deployment",
            [Deployer, .. Leaders],
            KeyScopes.DeploymentsWrite,
            "a person reports what they deployed themselves"
        ),
        new(Act.Declare, "Declare that something is wrong", [.. Hands, Deployer], KeyScopes.IncidentsDeclare, null),
        new(Act.Note, "Add a note", Hands, null, null),
        new(Act.Label, "Say whether a proposal was right", [.. Hands, Auditor], null, null),
        new(Act.Approve, "Approve a plan, review a break-glass approval", Hands, null, ByPolicy),
        new(Act.Decline, "Reject or snooze a proposal", Hands, null, ByPolicy),
        new(
            Act.Lead,
            "Lead a run (pause, resume, retry, skip, done by hand, abort, cancel, attest), ask again, undo, close",
            Leaders,
            null,
            "an undo is approved by the Decision Owner"
        ),
        new(
            Act.TakeRole,
            "Take or hand over a role in an incident",
            Hands,
            null,
            "to lead takes Incident Commander, Deputy or Decision Owner"
        ),
        new(Act.LinkTicket, "Link an incident's ticket", Hands, null, null),
        new(Act.Acknowledge, "Acknowledge a call", Leaders, null, null),
        new(Act.SetSeverity, "Set an incident's severity", Hands, null, null),
        new(Act.ReviewHotfix, "Record a hotfix's review", Hands, null, null),
        new(Act.WriteReport, "Write a report", Hands, null, null),
        new(Act.ReviewReport, "Review a report", [.. Hands, Auditor], null, "not who wrote it"),
        new(Act.PublishReport, "Publish a report", Leaders, null, null),
        new(Act.Hold, "Place or lift a legal hold", [DecisionOwner, Auditor], null, null),
        new(Act.Silence, "Set or end a silence or maintenance window", Hands, null, ByPolicy),
        new(Act.TestChannels, "Send a test message to the channels", Hands, null, null),
        new(Act.Settle, "Let a deployment stand that came past the promotion policy", Leaders, null, null),
        new(Act.Freeze, "Freeze deploys to an environment", Hands, null, null),
        new(Act.LiftFreeze, "Lift a freeze", Leaders, null, "not while a rollback runs"),
        new(
            Act.AuthoriseHotfix,
            "Let one hotfix pass a freeze",
            Leaders,
            null,
            "Incident Commander, or who leads the open incident"
        ),
        new(Act.LiftQuarantine, "Let a quarantined release come back", [DecisionOwner], null, null),
        new(
            Act.Promote,
            "Make a release the one to go back to",
            [IncidentCommander, DecisionOwner],
            null,
            "what lacks proof takes the Decision Owner"
        ),
        new(Act.Override, "Stand in for what a target lacks", [DecisionOwner], null, null),
        new(Act.AskDrill, "Ask for a drill", [.. Hands, Deployer], KeyScopes.DrillsAsk, null),
        new(Act.Backtest, "Try other limits on a recording", [.. Hands, Auditor], null, null),
        new(Act.VerifyJournal, "Recompute the journal's chain", [.. Hands, Auditor], null, null),
        new(Act.ExportJournal, "Export the journal", [Auditor, .. Leaders], KeyScopes.JournalExport, null),
    ];

    private static readonly FrozenDictionary<Act, ActRule> ByAct = Rules.ToFrozenDictionary(static rule => rule.Act);

    /// <summary>Who may do this.</summary>
    public static ActRule Of(Act act) => ByAct[act];

    /// <summary>Whether this person may, by one of their roles or by their key's scopes.</summary>
    public static bool Allows(Act act, Person? person) =>
        person is not null
        && (
            person.Key is { } key
                ? Of(act).Scope is { } scope && key.Scopes.Contains(scope)
                : Of(act).Roles.Any(role => person.Roles.Contains(role, StringComparer.Ordinal))
        );

    /// <summary>Why this person may not, as a sentence; null when they may.</summary>
    public static string? Refusal(Act act, Person? person) =>
        Allows(act, person) ? null
        : person is null ? "Nobody is signed in."
        : person.Key is { } key
            ? $"The key {key.Name} has {(key.Scopes.Count == 0 ? "no scope" : string.Join(", ", key.Scopes))}. {KeySentence(act)}"
        : person.HasNoRole ? person.WithoutRole
        : $"{person.Name} may not: {Of(act).Words.ToLowerInvariant()}. {Sentence(act)}";

    /// <summary>Which roles it takes: "It takes the role Auditor or Deputy."</summary>
    public static string Sentence(Act act)
    {
        var words = Of(act).Roles.Select(Words).ToArray();
        return words is [var one]
            ? $"It takes the role {one}."
            : $"It takes the role {string.Join(", ", words[..^1])} or {words[^1]}.";
    }

    private static string KeySentence(Act act) =>
        Of(act).Scope is { } scope ? $"It takes the scope {scope}." : "No key may do this; it takes a person.";
}
