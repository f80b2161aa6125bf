using System.Collections.Immutable;
using Mcpx.Domain.Access;
using Mcpx.Domain.Comms;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Releases;

namespace Mcpx.Domain.Journal;

/// <summary>What the whole journal adds up to: every environment, incident and release, and the configuration in effect.</summary>
public sealed record JournalState
{
    private const string IncidentPrefix = "incident/";
    private const string EnvironmentPrefix = "environment/";
    private const int NotesKept = 20;

    /// <summary>Nothing happened yet.</summary>
    public static JournalState Empty { get; } = new();

    /// <summary>Position this state is folded to; 0 at the beginning.</summary>
    public long Position { get; init; }

    /// <summary>Environments by name.</summary>
    public ImmutableDictionary<string, EnvironmentState> Environments { get; init; } =
        ImmutableDictionary.Create<string, EnvironmentState>(StringComparer.Ordinal);

    /// <summary>Incidents by identity, in the order of their numbers.</summary>
    public ImmutableSortedDictionary<string, Incident> Incidents { get; init; } =
        ImmutableSortedDictionary.Create<string, Incident>(StringComparer.Ordinal);

    /// <summary>Releases by tag.</summary>
    public ImmutableDictionary<string, Release> Releases { get; init; } =
        ImmutableDictionary.Create<string, Release>(StringComparer.Ordinal);

    /// <summary>What was found in each release's folder, by tag.</summary>
    public ImmutableDictionary<string, ReleaseLook> Looks { get; init; } =
        ImmutableDictionary.Create<string, ReleaseLook>(StringComparer.Ordinal);

    /// <summary>Version of each release's stream.</summary>
    public ImmutableDictionary<string, int> ReleaseVersions { get; init; } =
        ImmutableDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>The newest rollbacks of each release, oldest first, by tag.</summary>
    public ImmutableDictionary<string, ImmutableList<RollbackNoted>> RollbackNotes { get; init; } =
        ImmutableDictionary.Create<string, ImmutableList<RollbackNoted>>(StringComparer.Ordinal);

    /// <summary>API keys.</summary>
    public KeyBook Keys { get; init; } = KeyBook.Empty;

    /// <summary>The configuration in effect; null before a watchdog applied one.</summary>
    public ConfigurationApplied? Configuration { get; init; }

    /// <summary>Version of the node stream.</summary>
    public int NodeVersion { get; init; }

    /// <summary>The newest test message to the channels.</summary>
    public ChannelTest ChannelTest { get; init; } = new();

    /// <summary>The state of an environment, empty when nothing happened there yet.</summary>
    public EnvironmentState Environment(string name) => Environments.GetValueOrDefault(name) ?? new() { Name = name };

    /// <summary>The configuration of an environment; null when it is not configured.</summary>
    public EnvironmentOptions? OptionsOf(string name) => Configuration?.Options.Environments.GetValueOrDefault(name);

    /// <summary>Who acts, with every name the configured people give them.</summary>
    /// <param name="by">As they came in.</param>
    public Actor WhoIs(Actor by)
    {
        ArgumentNullException.ThrowIfNull(by);
        return by.Among(Configuration?.Options.People ?? []);
    }

    /// <summary>Who holds the roles in an environment now: who is on, else the configured names.</summary>
    /// <param name="name">The environment.</param>
    public RosterOptions RosterOf(string name) =>
        (Configuration?.Options.Roster ?? new()).With(Environment(name).OnCall?.On ?? []);

    /// <summary>The open incident of an environment; null when there is none.</summary>
    public Incident? OpenIncident(string name) =>
        Environment(name).OpenIncident is { } id ? Incidents.GetValueOrDefault(id) : null;

    /// <summary>Folds one more event.</summary>
    public JournalState Evolve(JournalEntry entry)
    {
        var next = this with { Position = entry.Position };
        if (entry.Stream.StartsWith(IncidentPrefix, StringComparison.Ordinal))
        {
            var id = entry.Stream[IncidentPrefix.Length..];
            var incident = IncidentFold.Evolve(Incidents.GetValueOrDefault(id), entry);
            return next with
            {
                Incidents = Incidents.SetItem(
                    id,
                    entry.Event is IncidentOpened
                        ? incident with
                        {
                            OnCall = Environment(incident.Environment).OnCall,
                        }
                        : incident
                ),
            };
        }

        if (entry.Stream.StartsWith(EnvironmentPrefix, StringComparison.Ordinal))
        {
            var name = entry.Stream[EnvironmentPrefix.Length..];
            return next with { Environments = Environments.SetItem(name, Environment(name).Evolve(entry)) };
        }

        if (entry.Stream == Streams.Keys)
        {
            return next with { Keys = Keys.Evolve(entry) };
        }

        return entry.Event switch
        {
            ReleaseRegistered e => next with
            {
                Releases = Releases.SetItem(e.Release.Tag, e.Release),
                ReleaseVersions = ReleaseVersions.SetItem(e.Release.Tag, entry.Version),
            },
            ReleaseLooked e => next with
            {
                Looks = Looks.SetItem(e.Tag, e.Look),
                ReleaseVersions = ReleaseVersions.SetItem(e.Tag, entry.Version),
            },
            RollbackNoted e => next with
            {
                RollbackNotes = RollbackNotes.SetItem(
                    e.Tag,
                    [.. RollbackNotes.GetValueOrDefault(e.Tag, []).TakeLast(NotesKept - 1), e]
                ),
                ReleaseVersions = ReleaseVersions.SetItem(e.Tag, entry.Version),
            },
            ConfigurationApplied e => next with { Configuration = e, NodeVersion = entry.Version },
            _ when entry.Stream == Streams.Channels => next with { ChannelTest = ChannelTest.Evolve(entry) },
            _ when entry.Stream == Streams.Node => next with { NodeVersion = entry.Version },
            _ => next,
        };
    }
}
