using Mcpx.Domain.Configuration;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Live;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Incidents;

/// <summary>Everything that is looked at to carry an environment's incident on.</summary>
/// <param name="Environment">The environment's name.</param>
/// <param name="State">The journal as known.</param>
/// <param name="Picture">What is judged now.</param>
/// <param name="Options">The environment's configuration.</param>
/// <param name="Findings">What was found of each LKG's artifact.</param>
/// <param name="Now">The time of the tick.</param>
public sealed record CareFacts(
    string Environment,
    JournalState State,
    LivePicture Picture,
    EnvironmentOptions Options,
    IReadOnlyList<ArtifactFinding> Findings,
    DateTimeOffset Now
);

/// <summary>What is to be done next.</summary>
/// <param name="Incident">On which incident.</param>
/// <param name="Command">What.</param>
/// <param name="Basis">The incident's version it was decided on; null takes the newest.</param>
public sealed record CareStep(string Incident, IncidentCommand Command, int? Basis = null);

/// <summary>
/// Carries an environment's incident on, by itself and without a person's rights: opens it, joins later breaches, proposes,
/// advises, warns, expires, withdraws and closes. It proposes; it never approves. A step is decided on the newest state and
/// asked for again after each, until nothing is left to do; the same facts never ask for the same step twice.
/// </summary>
public static class IncidentCare
{
    /// <summary>The next thing to do, or null while there is none. Asked again after each.</summary>
    public static CareStep? Next(CareFacts facts)
    {
        if (facts.State.OpenIncident(facts.Environment) is not { } incident)
        {
            return News.Open(facts);
        }

        var command =
            Interrupting.Next(facts, incident)
            ?? News.Join(facts, incident)
            ?? Recovery.Next(facts, incident)
            ?? Reconsidering.Next(facts, incident)
            ?? Proposing.Next(facts, incident);
        return command is null ? null : new(incident.Id, command, incident.Version);
    }

    /// <summary>Whether a breach wants the tags of its instances read anew before anything is proposed for it.</summary>
    public static bool AsksForTags(Verdict breach)
    {
        ArgumentNullException.ThrowIfNull(breach);
        return Proposing.AsksForTags(breach);
    }

    /// <summary>The identity of the incident to open next: <c>INC-0001</c>, and so on.</summary>
    public static string NextId(JournalState state) =>
        FormattableString.Invariant($"INC-{state.Incidents.Count + 1:0000}");
}
