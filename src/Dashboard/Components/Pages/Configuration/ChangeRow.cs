using Mcpx.Dashboard.Components.Feed;
using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Parity;
using Mcpx.Domain.Signals;

namespace Mcpx.Dashboard.Components.Pages.Configuration;

/// <summary>One change of a key, flag, allow-list or schema.</summary>
/// <param name="Id">Unique in the environment.</param>
/// <param name="Kind">What kind of thing, "Flag".</param>
/// <param name="Key">The key or flag, with the role it was set for.</param>
/// <param name="Before">What it was, in words.</param>
/// <param name="After">What it is since, in words.</param>
/// <param name="By">Who did it; "unknown author" where only a poll saw it.</param>
/// <param name="At">When.</param>
/// <param name="NotBefore">When it still was as before; null where the time is exact.</param>
/// <param name="Near">The incident it came shortly before, and how shortly; null for none.</param>
/// <param name="NearIncident">That incident.</param>
/// <param name="Trigger">The trigger under which a revert is asked for; null where none can be.</param>
/// <param name="NoRevert">Why no revert can be asked for; null where one can.</param>
/// <param name="IsOwn">Whether the watchdog did it itself, walking through the portal as people do.</param>
public sealed record ChangeRow(
    string Id,
    string Kind,
    string Key,
    string Before,
    string After,
    string By,
    DateTimeOffset At,
    DateTimeOffset? NotBefore,
    string? Near,
    string? NearIncident,
    string? Trigger,
    string? NoRevert,
    bool IsOwn
)
{
    /// <summary>Every change that is kept, newest first.</summary>
    internal static IReadOnlyList<ChangeRow> Of(JournalState state, string environment, DateTimeOffset now)
    {
        var options = state.OptionsOf(environment) ?? new();
        var changes = state.Environment(environment).Changes;
        var incidents = state.Incidents.Values.Where(incident => incident.Environment == environment).ToList();
        return
        [
            .. changes
                .Where(change => change.Kind != ChangeKind.Deployment)
                .OrderByDescending(change => change.At)
                .Select(change =>
                {
                    var near = incidents.Find(incident =>
                        change.At <= incident.OpenedAt && incident.OpenedAt - change.At <= options.Attribution.Horizon
                    );
                    var trigger = options.Attribution.ExplainedBy(change) is [var first, ..] ? first : null;
                    return new ChangeRow(
                        change.Id,
                        ChangeWords.Kind(change.Kind),
                        change.TargetRole is { } role ? $"{change.Key} for {role}" : change.Key,
                        ChangeWords.Value(change.Before),
                        ChangeWords.Value(change.After),
                        change.By,
                        change.At,
                        change.NotBefore,
                        near is null ? null : $"{DurationText.Words(near.OpenedAt - change.At)} before {near.Id}",
                        near?.Id,
                        trigger,
                        WhyNot(change, changes, trigger, options.Attribution, now),
                        change.By == Actor.Watchdog.Name
                    );
                }),
        ];
    }

    /// <summary>What the decision would refuse for sure; whether it fits is for the decision to say.</summary>
    private static string? WhyNot(
        Change change,
        IReadOnlyList<Change> all,
        string? trigger,
        AttributionOptions attribution,
        DateTimeOffset now
    ) =>
        change.Kind == ChangeKind.Migration ? "A migration is not taken back from here."
        : SaltedDigest.Is(change.Before) || SaltedDigest.Is(change.After)
            ? "It is secret: set it where secrets are kept."
        : change.Before is null ? "What it was before is not known: choose a value and set it by hand."
        : change.By.StartsWith("INC-", StringComparison.Ordinal) ? "It was set back by an incident's plan."
        : all.Any(other => other.At > change.At && other.Key == change.Key && other.Kind == change.Kind)
            ? "It was changed again since."
        : trigger is null ? "No rule of attribution is about it: set it by hand, or add one to Attribution:Rules."
        : now - change.At > attribution.Horizon
            ? $"Older than {Words.Duration(attribution.Horizon)}: the decision looks back no further. Set it by hand."
        : null;
}
