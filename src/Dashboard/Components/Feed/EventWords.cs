using Mcpx.Dashboard.Components.Shared;
using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Silences;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Feed;

/// <summary>One line of a list of events.</summary>
/// <param name="At">When.</param>
/// <param name="Where">Environment; empty for the watchdog itself.</param>
/// <param name="Text">What happened.</param>
/// <param name="Href">Where more is; null where nothing is.</param>
public sealed record EventLine(DateTimeOffset At, string Where, string Text, string? Href = null);

/// <summary>Journal entries and changes of verdicts as lines for a person.</summary>
internal static class EventWords
{
    /// <summary>Both merged, newest first.</summary>
    public static IReadOnlyList<EventLine> Of(
        IReadOnlyList<JournalEntry> entries,
        IReadOnlyList<VerdictChange> changes,
        JournalState state,
        int most
    ) =>
        [
            .. entries
                .Select(entry => Of(entry, state))
                .OfType<EventLine>()
                .Concat(Of(changes))
                .OrderByDescending(line => line.At)
                .Take(most),
        ];

    /// <summary>What happened to an environment itself; null for what is not worth a line.</summary>
    public static EventLine? Of(JournalEntry entry, JournalState state)
    {
        var (kind, name) = Split(entry.Stream);
        if (kind == "incident")
        {
            var text = TimelineWords.Of([entry]) is [{ Key: true } line] ? $"{name}: {line.Text}" : null;
            return text is null
                ? null
                : new(entry.At, state.Incidents.GetValueOrDefault(name)?.Environment ?? "", text, $"incidents/{name}");
        }

        return Text(entry) is { } words ? new(entry.At, kind == "environment" ? name : "", words) : null;
    }

    /// <summary>What happened to an environment, a release or the watchdog; null for what is not worth a line of a list.</summary>
    internal static string? Text(JournalEntry entry) =>
        entry.Event switch
        {
            DeploymentStarted e => $"{e.Tag} is being deployed to {e.Component} by {e.By}",
            DeploymentEnded { Succeeded: true } e => $"{e.Tag} deployed to {e.Component}",
            DeploymentEnded e =>
                $"Deployment of {e.Tag} to {e.Component} failed{(e.Detail.Length > 0 ? $": {e.Detail}" : "")}",
            DeploysFrozen e => $"Deploys frozen by {e.Owner}: {e.Reason}",
            DeploysUnfrozen e => $"Deploys allowed again: {e.Reason}",
            HotfixAuthorised e =>
                $"Hotfix {e.Tag} on {e.Component} may pass the freeze until {SilenceWords.Minute(e.Until)}: {e.Reason}",
            FreezeCommandRan e => FreezeCommands.Words(e),
            SilenceSet e =>
                $"Notices of {SilenceWords.Of(e.Triggers)} muted{From(e, entry.At)} until {SilenceWords.Minute(e.Until)} by {e.Owner}: {e.Reason}",
            SilenceEnded e => $"{e.Id} ended: notices go out again",
            LkgPointed e =>
                $"LKG of {e.Component} is {e.Tag}{(e.From is { } from ? $", it was {from}" : "")}: {e.Reason}",
            TargetOverridden e =>
                $"{e.Tag} of {e.Component} may be gone back to without {string.Join(" and ", e.Gaps).ToLowerInvariant()} until {SilenceWords.Minute(e.Until)}: {e.Reason}",
            BakeMarked { Progress: BakeProgress.Done } e => $"{e.Tag} on {e.Component} lived through its bake",
            BakeMarked { Progress: BakeProgress.Broken } e => $"Bake of {e.Tag} on {e.Component} begins anew: {e.Why}",
            SchemaSeen e => $"{e.Instance} runs {e.Tag}, which is not registered, and says schema {e.Schema}",
            DrillHeld e =>
                $"Drill of {e.Component}{(e.Tag.Length > 0 ? $" to {e.Tag}" : "")}: {(e.Ready ? "ready" : $"blocked, {string.Join("; ", e.Problems)}")}",
            RollbackNoted e => $"{e.Tag} was rolled back in {e.Environment}, {e.Components} to {e.To}, for {e.Incident}"
                + (e.EvidencePack is { } pack ? $"; evidence of {e.To}: {pack}" : ""),
            ReleaseQuarantined e => $"{e.Tag} on {e.Component} quarantined by {e.Incident}",
            WatchdogStarted e => $"Watchdog {e.Version} started on {e.Host}",
            ConfigurationApplied e => e.Warnings.Count == 0
                ? "Configuration applied"
                : $"Configuration applied with {e.Warnings.Count} warning{(e.Warnings.Count == 1 ? "" : "s")}",
            _ => null,
        };

    private static string From(SilenceSet set, DateTimeOffset at) =>
        set.From > at ? $" from {SilenceWords.Minute(set.From)}" : "";

    // Instances change together; one line says it for all of them.
    private static IEnumerable<EventLine> Of(IReadOnlyList<VerdictChange> changes) =>
        changes
            .Where(change => Telling(change.Before, change.After))
            .GroupBy(change =>
                (
                    change.Environment,
                    Trigger: change.Series.Split('/')[0],
                    change.After,
                    Second: change.At.ToUnixTimeSeconds() / 2
                )
            )
            .Select(group =>
            {
                var newest = group.First();
                var more = group.Count() == 1 ? "" : $", and {group.Count() - 1} more";
                return new EventLine(
                    newest.At,
                    newest.Environment,
                    $"{group.Key.Trigger} {Verb(newest.After)}: {newest.Sentence}{more}",
                    $"environments/{newest.Environment}#{group.Key.Trigger}"
                );
            });

    private static bool Telling(VerdictState before, VerdictState after) =>
        before != VerdictState.Deploying
        && after switch
        {
            VerdictState.Breached or VerdictState.Pending or VerdictState.NoData or VerdictState.ProbeError => true,
            VerdictState.Healthy or VerdictState.Recovering => before
                is VerdictState.Breached
                    or VerdictState.Recovering
                    or VerdictState.ProbeError,
            _ => false,
        };

    private static string Verb(VerdictState state) =>
        state switch
        {
            VerdictState.Breached => "breached",
            VerdictState.Healthy => "is well again",
            _ => $"became {StatePresentation.Of(state).Word}",
        };

    private static (string Kind, string Name) Split(string stream)
    {
        var slash = stream.IndexOf('/', StringComparison.Ordinal);
        return (stream[..slash], stream[(slash + 1)..]);
    }
}
