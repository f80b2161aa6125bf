using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Signals;

namespace Mcpx.Db;

/// <summary>What came of freezing, lifting or authorising.</summary>
/// <param name="Freezes">As it stands now.</param>
/// <param name="Refusal">Null when it was done, or was so already.</param>
public sealed record FreezeOutcome(FreezeBook Freezes, Refusal? Refusal);

/// <summary>
/// Freezes deploys, lifts it, lets a hotfix pass; the domain decides. What is done beside an open incident goes to its stream in the
/// same append, so that it stands in its timeline and collides with a run that begins.
/// </summary>
public sealed class FreezeLog(Journal journal, JournalTail tail, TimeProvider time)
{
    private readonly StreamLog _log = new(journal, tail, time);

    /// <summary>Freezes deploys in a person's name.</summary>
    /// <param name="environment">Where.</param>
    /// <param name="reason">Why.</param>
    /// <param name="until">Until when it is expected to last; null where nobody knows.</param>
    /// <param name="by">By whom.</param>
    public FreezeOutcome Freeze(string environment, string? reason, DateTimeOffset? until, Actor by) =>
        Append(
            environment,
            by,
            (state, _) => FreezeDecision.Freeze(state, reason, until, by, time.GetUtcNow()),
            told: false
        );

    /// <summary>Lifts every freeze.</summary>
    /// <param name="environment">Where.</param>
    /// <param name="reason">Why.</param>
    /// <param name="by">By whom.</param>
    public FreezeOutcome Lift(string environment, string? reason, Actor by) =>
        Append(environment, by, (state, incident) => FreezeDecision.Lift(state, incident, reason, by), told: true);

    /// <summary>Lets one release on one component pass for a while.</summary>
    /// <param name="environment">Where.</param>
    /// <param name="component">What it replaces.</param>
    /// <param name="tag">The release.</param>
    /// <param name="reason">Why.</param>
    /// <param name="lasts">For how long.</param>
    /// <param name="by">By whom.</param>
    public FreezeOutcome Authorise(
        string environment,
        Component component,
        string? tag,
        string? reason,
        TimeSpan lasts,
        Actor by
    ) =>
        Append(
            environment,
            by,
            (state, incident) =>
                FreezeDecision.Authorise(state, incident, component, tag, reason, lasts, by, time.GetUtcNow()),
            told: true
        );

    /// <summary>Writes down how a configured command went. The same failure again is not written again.</summary>
    /// <param name="environment">Where.</param>
    /// <param name="ran">How it went.</param>
    public void Ran(string environment, FreezeCommandRan ran)
    {
        ArgumentNullException.ThrowIfNull(ran);
        Append(
            environment,
            Actor.Watchdog,
            (state, _) =>
                !ran.Succeeded
                && state.Freezes.Commands.GetValueOrDefault(ran.Name) is { Succeeded: false } last
                && last.Pause == ran.Pause
                    ? Decided.Already
                    : new([ran], Refusal: null),
            told: true
        );
    }

    private FreezeOutcome Append(string name, Actor by, Func<EnvironmentState, Incident?, Decided> decide, bool told)
    {
        if (tail.CatchUp().OptionsOf(name) is null)
        {
            return new(FreezeBook.Empty, new(RefusalKind.Unknown, $"There is no environment {name}."));
        }

        var refusal = _log.Append(
            name,
            by,
            state =>
            {
                var (environment, incident) = (state.Environment(name), state.OpenIncident(name));
                var decided = decide(environment, incident);
                List<StreamAppend> appends = [];
                if (decided.Events.Count > 0)
                {
                    appends.Add(new(Streams.Environment(name), environment.Version, decided.Events));
                    if (told && incident is not null)
                    {
                        appends.Add(new(Streams.Incident(incident.Id), incident.Version, decided.Events));
                    }
                }

                return (decided, appends);
            }
        );
        return new(tail.Current.Environment(name).Freezes, refusal);
    }
}
