using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Signals;

namespace Mcpx.Db;

/// <summary>How a command on an incident went.</summary>
/// <param name="Incident">The incident afterwards; null when there is none.</param>
/// <param name="Refusal">Null when it was accepted, or was so already.</param>
public sealed record CommandOutcome(Incident? Incident, Refusal? Refusal);

/// <summary>
/// The one way to change an incident: decide on the newest state, append with the versions decided on, and decide again
/// when somebody was faster.
/// </summary>
public sealed class IncidentLog(Journal journal, JournalTail tail, TimeProvider time)
{
    private const int Attempts = 25;

    /// <summary>Carries out a command.</summary>
    /// <param name="id">The incident.</param>
    /// <param name="command">What is wanted.</param>
    /// <param name="by">By whom.</param>
    /// <param name="basis">The incident's version it was decided on; when it moved on the command is refused. Null takes the newest.</param>
    /// <param name="keep">
    /// Stores what the command's events name, once they are decided and before they are appended: what is refused leaves nothing
    /// behind, and the journal names nothing that is not there. It may be called again.
    /// </param>
    public CommandOutcome Execute(
        string id,
        IncidentCommand command,
        Actor by,
        int? basis = null,
        Action? keep = null
    ) =>
        Append(
            _ => id,
            by,
            (state, incident) =>
                basis is { } version && incident?.Version != version
                    ? new([], new Refusal(RefusalKind.NotNow, $"{id} has moved on."))
                : incident is null && OpenBeside(state, command) is { } other
                    ? new([], new Refusal(RefusalKind.NotNow, $"{other.Id} is open in {other.Environment} already."))
                : IncidentDecision.Decide(incident, command, state.WhoIs(by), time.GetUtcNow()),
            keep
        );

    /// <summary>Declares that something is wrong: joins the environment's open incident, or opens one.</summary>
    /// <param name="environment">Where; one that is configured.</param>
    /// <param name="trigger">One of <see cref="Domain.Triggers.TriggerNames"/>.</param>
    /// <param name="component">What is wrong.</param>
    /// <param name="reason">In which way.</param>
    /// <param name="by">By whom: people and pipelines may.</param>
    /// <param name="rollBack">Whether the component shall be rolled back as well, whatever the tree would say.</param>
    /// <param name="tag">The release to go back to; null for the LKG.</param>
    public CommandOutcome Declare(
        string environment,
        string trigger,
        Component component,
        string reason,
        Actor by,
        bool rollBack = false,
        string? tag = null
    ) =>
        Append(
            state => state.OpenIncident(environment)?.Id ?? IncidentCare.NextId(state),
            by,
            (state, incident) =>
                state.OptionsOf(environment) is null
                    ? new([], new Refusal(RefusalKind.Unknown, $"{environment} is not watched."))
                    : IncidentDecision.Decide(
                        incident,
                        new IncidentCommand.Declare(
                            incident?.Id ?? IncidentCare.NextId(state),
                            environment,
                            trigger,
                            component,
                            reason,
                            rollBack,
                            tag
                        )
                        {
                            Severity = Severities.Of(environment, state.OptionsOf(environment), trigger),
                        },
                        by,
                        time.GetUtcNow()
                    )
        );

    /// <summary>Asks to go forward again to what the incident's newest run took back.</summary>
    /// <param name="id">The incident.</param>
    /// <param name="reason">Why.</param>
    /// <param name="by">Who asks.</param>
    public CommandOutcome Undo(string id, string reason, Actor by) =>
        Append(_ => id, by, (state, _) => Undoing.Ask(state, id, reason, by, time.GetUtcNow()));

    /// <summary>Writes down what happened beside the commands: messages, sealed evidence, notes.</summary>
    public CommandOutcome Record(string id, IEvent happened, Actor by) =>
        Append(
            _ => id,
            by,
            (_, incident) =>
                incident is null
                    ? new([], new Refusal(RefusalKind.Unknown, "There is no such incident."))
                    : new([happened], Refusal: null)
        );

    /// <summary>The incident as it stands; null when there is none.</summary>
    public Incident? Find(string id) => tail.CatchUp().Incidents.GetValueOrDefault(id);

    /// <summary>The incident that is open where another would be opened; null when there is none.</summary>
    private static Incident? OpenBeside(JournalState state, IncidentCommand command) =>
        command switch
        {
            IncidentCommand.Open open => state.OpenIncident(open.Environment),
            IncidentCommand.Declare declare => state.OpenIncident(declare.Environment),
            _ => null,
        };

    private CommandOutcome Append(
        Func<JournalState, string> which,
        Actor by,
        Func<JournalState, Incident?, Decided> decide,
        Action? keep = null
    )
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var state = tail.CatchUp();
            var id = which(state);
            var incident = state.Incidents.GetValueOrDefault(id);
            var decided = decide(state, incident);
            if (decided.Events.Count == 0)
            {
                return new(incident, decided.Refusal);
            }

            keep?.Invoke();

            if (
                journal.Append(by, time.GetUtcNow(), Appends(state, id, incident, decided.Events))
                is AppendOutcome.Appended
            )
            {
                return new(tail.CatchUp().Incidents[id], Refusal: null);
            }
        }

        throw new TimeoutException($"{which(tail.Current)}: others were faster {Attempts} times in a row.");
    }

    private static List<StreamAppend> Appends(
        JournalState state,
        string id,
        Incident? incident,
        IReadOnlyList<IEvent> events
    )
    {
        var name = incident?.Environment ?? events.OfType<IncidentOpened>().Single().Environment;
        var environment = state.Environment(name);
        var effects = events.SelectMany(happened => EnvironmentEffects.Of(environment, incident, happened)).ToList();
        var appends = new List<StreamAppend> { new(Streams.Incident(id), incident?.Version ?? 0, events) };
        if (effects.Count > 0)
        {
            appends.Add(new(Streams.Environment(name), environment.Version, effects));
        }

        return appends;
    }
}
