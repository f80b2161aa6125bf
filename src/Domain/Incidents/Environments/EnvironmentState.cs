using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Mcpx.Domain.Comms;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Parity;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Silences;

namespace Mcpx.Domain.Incidents;

/// <summary>One deployment as known so far.</summary>
/// <param name="Id">Unique per deployment and component.</param>
/// <param name="Component">What was replaced.</param>
/// <param name="Tag">With which release.</param>
/// <param name="By">Who triggered it.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it ended; null while it runs.</param>
/// <param name="Succeeded">Null while it runs.</param>
public sealed record Deployment(
    string Id,
    Component Component,
    string Tag,
    string By,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    bool? Succeeded
)
{
    /// <summary>Who deployed what nobody reported.</summary>
    public const string UnknownDeployer = "unknown deployer";

    /// <summary>The id under which it was reported after it had been seen; null where the two are the same.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ReportedAs { get; init; }

    /// <summary>Whether a report means this deployment.</summary>
    /// <param name="id">The report's id.</param>
    public bool Is(string id) => Id == id || ReportedAs == id;
}

/// <summary>What an environment's stream adds up to.</summary>
public sealed record EnvironmentState
{
    private const int DeploymentsKept = 100;

    /// <summary>The environment's name.</summary>
    public required string Name { get; init; }

    /// <summary>Version of the stream this state is folded to.</summary>
    public int Version { get; init; }

    /// <summary>The newest deployments, oldest first.</summary>
    public ImmutableList<Deployment> Deployments { get; init; } = [];

    /// <summary>The newest changes of config, flags, allow-list and schema, oldest first by their own time.</summary>
    public ImmutableList<Change> Changes { get; init; } = [];

    /// <summary>The newest parity report; null before the first.</summary>
    public ParityReport? Parity { get; init; }

    /// <summary>Who is on; null while the configured names are, and nothing is wrong with that.</summary>
    public RosterSeen? OnCall { get; init; }

    /// <summary>The release to go back to, per component.</summary>
    public ImmutableSortedDictionary<Component, string> Lkg { get; init; } =
        ImmutableSortedDictionary<Component, string>.Empty;

    /// <summary>The open incident; null when there is none.</summary>
    public string? OpenIncident { get; init; }

    /// <summary>What keeps deploys out, and what passes nevertheless.</summary>
    public FreezeBook Freezes { get; init; } = FreezeBook.Empty;

    /// <summary>The freeze in effect; null when deploys are allowed.</summary>
    public Freeze? Freeze => Freezes.InEffect;

    /// <summary>What mutes its notices, now, later or until lately.</summary>
    public SilenceBook Silences { get; init; } = SilenceBook.Empty;

    /// <summary>Rolled-back releases, as <c>(component, tag)</c>.</summary>
    public ImmutableHashSet<(Component Component, string Tag)> Quarantined { get; init; } = [];

    /// <summary>Deployments that came past the promotion policy and are neither settled nor rolled back.</summary>
    public ImmutableList<PromotionBypassed> OpenBypasses { get; init; } = [];

    /// <summary>Deployments whose bypass a person settled.</summary>
    public ImmutableHashSet<string> SettledBypasses { get; init; } = [];

    /// <summary>How its pointers moved, who stood in for what, and which drills were held.</summary>
    public TargetBook Targets { get; init; } = TargetBook.Empty;

    /// <summary>The newest deployment of a component that did not fail; null when none is known.</summary>
    public Deployment? Latest(Component component) =>
        Deployments.LastOrDefault(deployment => deployment.Component == component && deployment.Succeeded != false);

    /// <summary>Whether a notice of a trigger is muted; never asked by what evaluates, proposes or shows.</summary>
    /// <param name="trigger">Of which; null for a notice of none in particular.</param>
    /// <param name="now">When.</param>
    public MuteAnswer Mutes(string? trigger, DateTimeOffset now) => Silences.Mutes(trigger, now);

    /// <summary>Folds one event.</summary>
    public EnvironmentState Evolve(JournalEntry entry) =>
        Apply(entry.Event, entry) with
        {
            Version = entry.Version,
            Targets = Targets.With(entry),
            Freezes = Freezes.With(entry),
        };

    private EnvironmentState Apply(IEvent happened, JournalEntry entry) =>
        happened switch
        {
            DeploymentStarted e => this with { Deployments = Start(e, entry.At) },
            DeploymentEnded e => this with { Deployments = End(e, entry.At) },
            ChangeSeen e => this with { Changes = ChangeHistory.Add(Changes, e.Change) },
            SettingReverted e => this with { Changes = ChangeHistory.Add(Changes, Change(e, entry.At)) },
            IncidentBegan e => this with { OpenIncident = e.Incident },
            IncidentEnded => this with { OpenIncident = null },
            SilenceSet e => this with { Silences = Silences.With(e, entry.At) },
            SilenceEnded e => this with { Silences = Silences.With(e, entry.Actor.Name, entry.At) },
            LkgPointed e => this with { Lkg = Lkg.SetItem(e.Component, e.Tag) },
            ReleaseQuarantined e => this with
            {
                Quarantined = Quarantined.Add((e.Component, e.Tag)),
                OpenBypasses = OpenBypasses.RemoveAll(open => open.Component == e.Component && open.Tag == e.Tag),
            },
            QuarantineLifted e => this with { Quarantined = Quarantined.Remove((e.Component, e.Tag)) },
            PromotionBypassed e when !OpenBypasses.Exists(open => open.Deployment == e.Deployment) => this with
            {
                OpenBypasses = OpenBypasses.Add(e),
            },
            RosterSeen e => this with { OnCall = e },
            ParityReported e => this with { Parity = e.Report },
            PromotionSettled e => this with
            {
                OpenBypasses = OpenBypasses.RemoveAll(open => open.Deployment == e.Deployment),
                SettledBypasses = SettledBypasses.Add(e.Deployment),
            },
            _ => this,
        };

    /// <summary>Written some time before the step ended; the audit, if there is one, knows exactly when.</summary>
    private static Change Change(SettingReverted e, DateTimeOffset at) =>
        new(
            e.Id,
            e.Kind,
            Component.Config,
            e.Key,
            e.Before,
            e.After,
            e.Forward ?? e.Incident,
            at,
            NotBefore: at - ChangeHistory.ClockSkew
        )
        {
            TargetRole = e.TargetRole,
        };

    private ImmutableList<Deployment> Start(DeploymentStarted started, DateTimeOffset at)
    {
        // A step that is tried again is the same deployment; it goes on. So is one that was seen and is reported now.
        var index = Deployments.FindLastIndex(deployment => deployment.Id == started.Id);
        return index < 0
            ? Keep(
                Deployments.Add(
                    new(started.Id, started.Component, started.Tag, started.By, at, EndedAt: null, Succeeded: null)
                )
            )
            : Deployments.SetItem(
                index,
                Deployments[index] with
                {
                    By = Deployments[index].By == Deployment.UnknownDeployer ? started.By : Deployments[index].By,
                    ReportedAs = started.ReportedAs ?? Deployments[index].ReportedAs,
                    EndedAt = null,
                    Succeeded = null,
                }
            );
    }

    private ImmutableList<Deployment> End(DeploymentEnded ended, DateTimeOffset at)
    {
        var index = Deployments.FindLastIndex(deployment => deployment.Id == ended.Id);
        return index < 0
            ? Deployments
            : Deployments.SetItem(index, Deployments[index] with { EndedAt = at, Succeeded = ended.Succeeded });
    }

    private static ImmutableList<Deployment> Keep(ImmutableList<Deployment> all) =>
        all.Count > DeploymentsKept ? all.RemoveAt(0) : all;
}
