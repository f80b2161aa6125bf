using System.Collections.Immutable;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Incidents;

/// <summary>A freeze in effect.</summary>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Since">Since when.</param>
/// <param name="Incident">The incident it ends with; null for a person's own.</param>
/// <param name="Until">Until when it is expected to last; null where nobody says.</param>
public sealed record Freeze(
    string Owner,
    string Reason,
    DateTimeOffset Since,
    string? Incident = null,
    DateTimeOffset? Until = null
);

/// <summary>A release that may be deployed in spite of a freeze.</summary>
/// <param name="Component">Where.</param>
/// <param name="Tag">Which, exactly.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who authorised it.</param>
/// <param name="Since">When.</param>
/// <param name="Until">Until when.</param>
/// <param name="Incident">The incident with which it ends; null without one.</param>
public sealed record Hotfix(
    Component Component,
    string Tag,
    string Reason,
    string By,
    DateTimeOffset Since,
    DateTimeOffset Until,
    string? Incident
);

/// <summary>How a configured command went the last time.</summary>
/// <param name="Pause">Whether it was to pause; false for resume.</param>
/// <param name="Succeeded">Whether it did.</param>
/// <param name="How">How it ended.</param>
/// <param name="At">When.</param>
public sealed record FreezeCommandState(bool Pause, bool Succeeded, string How, DateTimeOffset At);

/// <summary>
/// The freezes of an environment: an incident's and a person's own may stand at once, and each ends by itself. The incident's
/// own end leaves a person's freeze as it is.
/// </summary>
public sealed record FreezeBook
{
    private const int HotfixesKept = 20;

    /// <summary>Nothing is frozen.</summary>
    public static FreezeBook Empty { get; } = new();

    /// <summary>The freeze of the open incident; null without.</summary>
    public Freeze? OfIncident { get; init; }

    /// <summary>A person's own freeze; null without.</summary>
    public Freeze? OfPerson { get; init; }

    /// <summary>The incident in spite of which a person allowed deploys; its next proposals do not freeze again. Null without.</summary>
    public string? LiftedFor { get; init; }

    /// <summary>Hotfixes that were authorised, oldest first; some may have run out.</summary>
    public ImmutableList<Hotfix> Hotfixes { get; init; } = [];

    /// <summary>How the configured commands went the last time, by name.</summary>
    public ImmutableSortedDictionary<string, FreezeCommandState> Commands { get; init; } =
        ImmutableSortedDictionary.Create<string, FreezeCommandState>(StringComparer.Ordinal);

    /// <summary>What answers to whoever asks: the incident's freeze, else a person's.</summary>
    public Freeze? InEffect => OfIncident ?? OfPerson;

    /// <summary>The freezes in effect, the incident's first.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IEnumerable<Freeze> All => new[] { OfIncident, OfPerson }.OfType<Freeze>();

    /// <summary>The hotfixes that may pass now: an incident's freeze lets only those pass that were authorised for that incident.</summary>
    /// <param name="now">When.</param>
    public IEnumerable<Hotfix> Passing(DateTimeOffset now) =>
        Hotfixes.Where(hotfix => now < hotfix.Until && (OfIncident is null || OfIncident.Incident == hotfix.Incident));

    /// <summary>The hotfix that lets this release pass now; null when none does.</summary>
    /// <param name="component">Where; a hotfix is for exactly one, so null finds none.</param>
    /// <param name="tag">Which release.</param>
    /// <param name="now">When.</param>
    public Hotfix? Passes(Component? component, string? tag, DateTimeOffset now) =>
        Passing(now).LastOrDefault(hotfix => hotfix.Component == component && hotfix.Tag == tag);

    /// <summary>The hotfix as which a release was let in, also once its time ran out; null when it was not.</summary>
    /// <param name="component">Where.</param>
    /// <param name="tag">Which release.</param>
    public Hotfix? Of(Component component, string tag) =>
        Hotfixes.FindLast(hotfix => hotfix.Component == component && hotfix.Tag == tag);

    /// <summary>Folds one event.</summary>
    internal FreezeBook With(JournalEntry entry) =>
        entry.Event switch
        {
            DeploysFrozen { Incident: null } e => this with { OfPerson = Of(e, entry.At) },
            DeploysFrozen e => this with { OfIncident = Of(e, entry.At) },
            DeploysUnfrozen { Incident: not null } => this with { OfIncident = null },
            DeploysUnfrozen e => this with { OfIncident = null, OfPerson = null, LiftedFor = e.Despite ?? LiftedFor },
            HotfixAuthorised e => this with
            {
                Hotfixes =
                [
                    .. Hotfixes.Where(hotfix => entry.At < hotfix.Until).TakeLast(HotfixesKept - 1),
                    new(e.Component, e.Tag, e.Reason, entry.Actor.Name, entry.At, e.Until, e.Incident),
                ],
            },
            FreezeCommandRan e => this with
            {
                Commands = Commands.SetItem(e.Name, new(e.Pause, e.Succeeded, e.How, entry.At)),
            },
            IncidentEnded e => this with
            {
                LiftedFor = null,
                Hotfixes = Hotfixes.RemoveAll(hotfix => hotfix.Incident == e.Incident),
            },
            _ => this,
        };

    private static Freeze Of(DeploysFrozen e, DateTimeOffset at) => new(e.Owner, e.Reason, at, e.Incident, e.Until);
}
