using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Decisions;

/// <summary>Holds one change against the readings that failed.</summary>
internal sealed class ChangeTrial(
    DecisionFacts facts,
    IReadOnlyList<Verdict> counted,
    Change change,
    Deployment? deployment
)
{
    /// <summary>Who writes keys and flags back, in the runbook's own snippets (section 7).</summary>
    private const string RollbackActor = "rollback-bot";

    /// <summary>
    /// When it took effect at the earliest: what nobody reported began some time before it was seen, since the tag of a
    /// restarted instance is read again only after its streams broke, and of a polled change only that it came after the poll
    /// before.
    /// </summary>
    private readonly DateTimeOffset _began =
        change.By == Deployment.UnknownDeployer
            ? change.At - facts.Attribution.SeenWithin
            : change.NotBefore ?? change.At;

    public AttributedChange Judge()
    {
        var first = counted.Count > 0 ? DecisionFacts.Began(counted[0]) : facts.Onset;
        var fitting = change.At < first - facts.Horizon ? [] : counted.Where(Fitting()).ToList();
        var explained = fitting.Where(breach => DecisionFacts.Began(breach) >= _began).ToList();
        var onset = explained.Count > 0 ? explained.Min(DecisionFacts.Began) : first;
        var (verdict, why) = Decide(fitting, explained, onset);
        return new(change, deployment, verdict, onset, $"{Words.Time(change.At)}, by {change.By}: {why}.");
    }

    public static bool IsRollback(string by) => by == RollbackActor || by.StartsWith("INC-", StringComparison.Ordinal);

    private (AttributionVerdict, string) Decide(List<Verdict> fitting, List<Verdict> explained, DateTimeOffset onset)
    {
        if (change.At < onset - facts.Horizon)
        {
            return (AttributionVerdict.TooOld, $"more than {Words.Duration(facts.Horizon)} before the onset");
        }

        if (IsRollback(change.By))
        {
            return (AttributionVerdict.Rollback, "a rollback, which is not what it was meant to cure");
        }

        if (fitting.Count == 0)
        {
            return InDoubt(_began <= onset) ?? (AttributionVerdict.DoesNotFit, "it cannot explain what failed");
        }

        if (explained.Count == 0)
        {
            return (AttributionVerdict.AfterOnset, $"after the readings failed at {Words.Time(facts.Onset)}");
        }

        if (Undone(onset) is { } undone)
        {
            return (AttributionVerdict.Undone, undone);
        }

        if ((Brought(onset) ?? BroughtKey()) is { } brought)
        {
            return (AttributionVerdict.PartOfDeploy, $"it came with the deploy of {brought.Tag}, which is asked about");
        }

        return explained.TrueForAll(breach => Earlier(breach) is not null)
            ? InDoubt(near: true) ?? (AttributionVerdict.AlreadyThere, $"before it already: {Earlier(explained[0])}")
            : (AttributionVerdict.Fits, Explains(explained.Count, onset));
    }

    private string Explains(int explained, DateTimeOffset onset)
    {
        var distance = onset >= change.At ? $"{Words.Duration(onset - change.At)} before" : "seen just after";
        var all = counted.Count;
        var left = explained == all ? "" : FormattableString.Invariant($"; explains {explained} of {all} of them");
        return $"{distance} the readings failed{left}";
    }

    /// <summary>In doubt a person's declaration is enough for what was deployed within the horizon.</summary>
    private (AttributionVerdict, string)? InDoubt(bool near) =>
        near && deployment is not null && facts.DeclaredOnly
            ? (AttributionVerdict.InDoubt, "nothing is measured against it; declared, so in doubt it goes back first")
            : null;

    private Func<Verdict, bool> Fitting()
    {
        if (deployment is not null)
        {
            // A Web deployment fits Web readings only, an API deployment all but Web-only ones; coupled, they are one.
            var webOnly = counted.All(breach => breach.Component == Component.Web);
            var coupled = facts.Releases.GetValueOrDefault(deployment.Tag)?.Coupled ?? false;
            var fits = deployment.Component switch
            {
                Component.Api => coupled || !webOnly,
                Component.Web => coupled || webOnly,
                _ => false,
            };
            return _ => fits;
        }

        var explained = facts.Attribution.ExplainedBy(change);
        return breach => explained.Contains(breach.Trigger) && Reaches(breach);
    }

    /// <summary>
    /// Keys and migrations act in the API. What people walk through and what browsers are refused shows in the Web as well.
    /// </summary>
    private bool Reaches(Verdict breach) =>
        change.Component == Component.Web
            ? breach.Component == Component.Web
            : breach.Component != Component.Web
                || breach.Trigger is TriggerNames.Business or TriggerNames.Cors or TriggerNames.Security;

    /// <summary>How the change was taken back before the onset; null when it was not.</summary>
    private string? Undone(DateTimeOffset onset)
    {
        if (deployment is not null)
        {
            var rollback = facts
                .Environment.Deployments.Where(later =>
                    later.Component == change.Component
                    && later.StartedAt > change.At
                    && later.StartedAt <= onset
                    && later.Succeeded != false
                    && IsRollback(later.By)
                )
                .MinBy(later => later.StartedAt);
            return rollback is null ? null : $"rolled back at {Words.Time(rollback.StartedAt)}, before the onset";
        }

        var back = facts
            .Environment.Changes.Where(later =>
                later.Kind == change.Kind
                && later.Key == change.Key
                && later.At > change.At
                && later.At <= onset
                && later.After == change.Before
            )
            .MinBy(later => later.At);
        return back is null ? null : $"set back at {Words.Time(back.At)}, before the onset";
    }

    /// <summary>
    /// The API deployment under which a polled change fell: a release brings its own keys, and nobody's audit tells of them.
    /// </summary>
    private Deployment? BroughtKey() =>
        change.NotBefore is null
            ? null
            : facts
                .Environment.Deployments.Where(by =>
                    by.Component == Component.Api
                    && by.StartedAt - (by.By == Deployment.UnknownDeployer ? facts.Attribution.SeenWithin : default)
                        <= change.At
                    && (by.EndedAt ?? by.StartedAt) >= _began
                )
                .MaxBy(by => by.StartedAt);

    /// <summary>
    /// The deployment that brought a migration and had ended when the readings failed: from then on nothing tells the two
    /// apart. Readings that failed while the deploy was under way began with the migration.
    /// </summary>
    private Deployment? Brought(DateTimeOffset onset) =>
        change.Kind != ChangeKind.Migration
            ? null
            : facts
                .Environment.Deployments.Where(by =>
                    by.StartedAt <= change.At
                    && by.EndedAt >= change.At
                    && by.EndedAt <= onset
                    && (
                        facts
                            .Releases.GetValueOrDefault(by.Tag)
                            ?.Migrations.Contains(change.Key, StringComparer.Ordinal)
                        ?? false
                    )
                )
                .OrderBy(by => by.Id, StringComparer.Ordinal)
                .FirstOrDefault();

    /// <summary>The same condition, broken or on the way there before the change; null when there is none.</summary>
    private string? Earlier(Verdict breach) =>
        facts
            .Verdicts.Concat(facts.Breaches)
            .Where(other =>
                other.Trigger == breach.Trigger
                && other.Component == breach.Component
                && (other.IsBroken || other.State == VerdictState.Pending)
                && other.Onset < _began
            )
            .OrderBy(other => other.Onset)
            .ThenBy(other => other.Series, StringComparer.Ordinal)
            .Select(other => $"{other.Sentence}, since {Words.Time(DecisionFacts.Began(other))}")
            .FirstOrDefault();
}
