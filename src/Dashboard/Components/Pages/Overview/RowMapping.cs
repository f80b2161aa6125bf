using System.Globalization;
using Mcpx.Dashboard.Components.Feed;
using Mcpx.Dashboard.Components.Pages.Incidents;
using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Pages.Overview;

/// <summary>One environment as a row of the overview.</summary>
internal static class RowMapping
{
    public static EnvironmentRowModel Of(
        JournalState state,
        string name,
        Readings readings,
        IReadOnlyList<SignalLine> lines,
        DateTimeOffset now,
        TimeSpan span
    )
    {
        var word = TriggerSummary.WordOf(readings.Triggers);
        var tag = Release(state, name, readings, Component.Api) ?? Release(state, name, readings, Component.Web);
        var web = Release(state, name, readings, Component.Web);
        var environment = state.Environment(name);
        var deployed = environment.Deployments.LastOrDefault(known => known.Tag == tag && known.Succeeded != false);
        var readiness = Readiness.Of(state, name, readings.Instances, now);
        var href = $"environments/{Uri.EscapeDataString(name)}";
        return new(
            name,
            href,
            word,
            SinceOf(readings, word, now),
            readings.EvaluatedAt is { } at ? $"evaluated {DurationText.Rough(now - at)} ago" : "never evaluated",
            tag ?? "unknown",
            environment.Lkg.GetValueOrDefault(Component.Api) ?? environment.Lkg.GetValueOrDefault(Component.Web),
            deployed is null ? null : $"{DurationText.Rough(now - deployed.StartedAt)} ago by {deployed.By}",
            new(readiness.Ready, readiness.Text),
            [.. TriggerNames.All.Select(trigger => ChipMapping.Of(trigger, href, readings, state.OptionsOf(name)))],
            [.. lines.Select(line => Spark(line, environment, now, span))],
            state.OpenIncident(name) is { } incident ? BandMapping.Of(incident, readings.Verdicts, now) : null,
            readings.IsSilentAt(now) ? WasWord(word) : WordFor(readings, word),
            state.OptionsOf(name)?.Note,
            environment.Freeze is { } freeze ? $"Deploys frozen by {freeze.Owner}" : null,
            web is null || web == tag ? null : $"Web {web}",
            MutedModel.Of(environment.Silences, now)
        );
    }

    /// <summary>The last word of a watchdog that is silent: never said as if it still held.</summary>
    internal static string WasWord(VerdictState word) => $"Was {StatePresentation.Of(word).Word.ToLowerInvariant()}";

    /// <summary>"1 of 9 not measured" where the state's own word would overstate one missing series.</summary>
    internal static string? WordFor(Readings readings, VerdictState word)
    {
        if (word is not (VerdictState.NoData or VerdictState.ProbeError or VerdictState.NotEnoughSamples))
        {
            return null;
        }

        var missing = readings.Triggers.Sum(trigger => trigger.Unmeasured);
        return missing == 0 || missing == readings.Verdicts.Count
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{missing} of {readings.Verdicts.Count} not measured");
    }

    /// <summary>Since when the environment's word holds.</summary>
    internal static string SinceOf(Readings readings, VerdictState word, DateTimeOffset now)
    {
        if (readings.Triggers.Count == 0)
        {
            return "nothing measured yet";
        }

        var since =
            word == VerdictState.Healthy
                ? readings.Verdicts.Max(verdict => verdict.Since)
                : readings.Triggers.Where(trigger => trigger.State == word).Min(trigger => trigger.Worst.Since);
        return $"for {DurationText.Words(now - since)}";
    }

    /// <summary>What the instances of a component answer; what was deployed where none answers.</summary>
    internal static string? Release(JournalState state, string name, Readings readings, Component component)
    {
        var tags = readings
            .Instances.Where(instance => instance.Component == component)
            .Select(instance => instance.Tag)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return tags.Count > 0 ? string.Join(" and ", tags) : state.Environment(name).Latest(component)?.Tag;
    }

    private static SparklineModel Spark(
        SignalLine line,
        EnvironmentState environment,
        DateTimeOffset now,
        TimeSpan span
    )
    {
        var mark = environment.Deployments.LastOrDefault(known => known.StartedAt > now - span);
        return new(
            line.Label,
            line.Reading,
            line.Points,
            line.Limit,
            line.Now?.State,
            mark is null ? null : (mark.StartedAt - (now - span)) / span,
            $"{line.Title}, last {span.TotalMinutes:0} minutes"
        );
    }
}
