using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Domain.Replay;

/// <summary>
/// The journal of a replay, in memory: recorded facts and what the replay decides itself, in one chain. It appends as the
/// real one does: an incident's events together with what they mean for the environment.
/// </summary>
internal sealed class ReplayJournal(string environment)
{
    private long _recorded;

    public JournalState State { get; private set; } = JournalState.Empty;

    /// <summary>Takes a recorded event; what is known already, and what an incident led to then, changes nothing.</summary>
    public void Take(JournalEntry entry)
    {
        if (!RecordedFacts.Belongs(environment, entry) || (entry.Position > 0 && entry.Position <= _recorded))
        {
            return;
        }

        _recorded = Math.Max(_recorded, entry.Position);
        Append(entry.Stream, entry.At, entry.Actor, entry.Event);
    }

    /// <summary>Takes the configuration in effect.</summary>
    public void Configure(Configured configured) =>
        Append(
            Streams.Node,
            configured.At,
            Actor.Watchdog,
            new ConfigurationApplied(
                new()
                {
                    Environments = new Dictionary<string, Configuration.EnvironmentOptions>(StringComparer.Ordinal)
                    {
                        [environment] = configured.Options,
                    },
                },
                []
            )
        );

    /// <summary>That an incident is open, as the environment's stream tells it.</summary>
    public JournalEntry Began(Incident open) =>
        new(
            State.Position,
            Streams.Environment(environment),
            State.Environment(environment).Version,
            open.OpenedAt,
            Actor.Watchdog,
            new IncidentBegan(open.Id)
        );

    /// <summary>
    /// Carries out a step; returns the incident's events and then the environment's, none when it was refused or was so
    /// already.
    /// </summary>
    public IReadOnlyList<JournalEntry> Execute(CareStep step, DateTimeOffset now)
    {
        var incident = State.Incidents.GetValueOrDefault(step.Incident);
        if (
            (step.Basis is { } basis && incident?.Version != basis)
            || (step.Command is IncidentCommand.Open && State.OpenIncident(environment) is not null)
        )
        {
            return [];
        }

        var events = IncidentDecision.Decide(incident, step.Command, Actor.Watchdog, now).Events;
        var before = State.Environment(environment);
        var effects = events.SelectMany(happened => EnvironmentEffects.Of(before, incident, happened)).ToList();
        var appended = events
            .Select(happened => Append(Streams.Incident(step.Incident), now, Actor.Watchdog, happened))
            .ToList();
        appended.AddRange(
            effects.Select(effect => Append(Streams.Environment(environment), now, Actor.Watchdog, effect))
        );
        return appended;
    }

    private JournalEntry Append(string stream, DateTimeOffset at, Actor actor, IEvent happened)
    {
        var entry = new JournalEntry(State.Position + 1, stream, VersionOf(stream) + 1, at, actor, happened);
        State = State.Evolve(entry);
        return entry;
    }

    private int VersionOf(string stream)
    {
        var name = stream[(stream.IndexOf('/') + 1)..];
        return stream == Streams.Node ? State.NodeVersion
            : stream == Streams.Environment(name) ? State.Environment(name).Version
            : stream == Streams.Release(name) ? State.ReleaseVersions.GetValueOrDefault(name)
            : State.Incidents.GetValueOrDefault(name)?.Version ?? 0;
    }
}
