using Mcpx.Dashboard.Components.Feed;
using Mcpx.Domain;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Live;
using Mcpx.Domain.Releases;

namespace Mcpx.Dashboard.Components.Pages.Releases;

/// <summary>Everything the page of the releases shows at one moment.</summary>
/// <param name="Title">The answer to "could we go back everywhere?".</param>
/// <param name="Targets">Each component of each environment, Prod first.</param>
/// <param name="Releases">Every registered release, the newest first.</param>
/// <param name="Moves">Where pointers moved, the newest first.</param>
internal sealed record ReleasesView(
    string Title,
    IReadOnlyList<TargetCard> Targets,
    IReadOnlyList<ReleaseRow> Releases,
    IReadOnlyList<MoveRow> Moves
)
{
    private const int MovesShown = 30;

    /// <summary>Works it out.</summary>
    /// <param name="state">The journal.</param>
    /// <param name="instancesOf">What the instances of an environment answer.</param>
    /// <param name="now">When.</param>
    public static ReleasesView Of(
        JournalState state,
        Func<string, IReadOnlyList<LiveInstance>> instancesOf,
        DateTimeOffset now
    )
    {
        var names = EnvironmentOrder.Of(state);
        var targets = names.SelectMany(name => TargetCard.Of(state, name, instancesOf(name), now)).ToList();
        return new(
            TitleOf(targets),
            targets,
            ReleaseRow.Of(state, targets),
            [
                .. names
                    .SelectMany(name => state.Environment(name).Targets.Moves.Select(move => MoveRow.Of(name, move)))
                    .OrderByDescending(move => move.At)
                    .Take(MovesShown),
            ]
        );
    }

    private static string TitleOf(List<TargetCard> targets)
    {
        var unready = targets.Where(target => target.Line.Word != ReadinessWord.Ready).ToList();
        return targets.Count == 0 ? "Nothing is watched yet"
            : unready.Count == 0 ? "Every component is ready for a rollback"
            : unready.Count == 1 ? $"{unready[0].Where} is not ready for a rollback"
            : $"{Words.Of(unready.Count, "component")} are not ready for a rollback";
    }
}

/// <summary>One move of a pointer.</summary>
/// <param name="At">When.</param>
/// <param name="Where">"Prod Api".</param>
/// <param name="From">What it was; "none" when there was none.</param>
/// <param name="To">What it is from then on.</param>
/// <param name="By">Who did it.</param>
/// <param name="Reason">Why, with what was stood in for.</param>
public sealed record MoveRow(DateTimeOffset At, string Where, string From, string To, string By, string Reason)
{
    internal static MoveRow Of(string environment, LkgMove move) =>
        new(
            move.At,
            $"{environment} {move.Component}",
            move.From ?? "none",
            move.To,
            TimelineWords.WhoOf(move.By),
            move.Waived.Count == 0
                ? move.Reason
                : $"{move.Reason} (without {string.Join(" and ", move.Waived).ToLowerInvariant()})"
        );
}
