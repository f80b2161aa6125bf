using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Auth.Access;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Dashboard.Components.Pages.Freezes;

/// <summary>What keeps deploys out of an environment at one moment, and what of it the reader may change.</summary>
/// <param name="Environment">Where.</param>
/// <param name="Freezes">In effect, the incident's first.</param>
/// <param name="Hotfixes">What may pass now.</param>
/// <param name="Shut">Why deploys are refused although nothing is frozen; null where they are not.</param>
public sealed record FreezeView(
    string Environment,
    IReadOnlyList<Freeze> Freezes,
    IReadOnlyList<Hotfix> Hotfixes,
    string? Shut
)
{
    /// <summary>What should be paused, or resumed, and is not; a sentence each.</summary>
    public IReadOnlyList<string> Failing { get; init; } = [];

    /// <summary>Whether deploys are refused.</summary>
    public bool IsShut => Freezes.Count > 0 || Shut is not null;

    /// <summary>What it is of an environment now.</summary>
    internal static FreezeView Of(JournalState state, string name, DateTimeOffset now)
    {
        var (environment, incident) = (state.Environment(name), state.OpenIncident(name));
        // That nobody looks is said by the shell, and is no freeze that a person could lift.
        var answer = Gate.Ask(environment, incident, component: null, release: null, isJudged: true, now);
        return new(
            name,
            [
                .. environment.Freezes.All.Select(freeze =>
                    freeze.Incident is null ? freeze : freeze with { Owner = answer.Owner! }
                ),
            ],
            [.. environment.Freezes.Passing(now)],
            environment.Freeze is null && !answer.Open ? answer.Reason : null
        )
        {
            Failing = state.OptionsOf(name) is { } options
                ? [.. FreezeCommands.Failing(environment.Freezes, options)]
                : [],
        };
    }

    /// <summary>Why this person may not freeze, lift or authorise; null when they may.</summary>
    internal static string? Refusal(Act act, Person? person, Incident? incident) =>
        AccessTable.Refusal(act, person)
        ?? (
            act == Act.AuthoriseHotfix
            && person is not null
            && !FreezeDecision.MayAuthorise(incident, ActorOf.From(person))
                ? "It takes the Incident Commander, or who leads the open incident, to let a hotfix pass."
                : null
        );
}
