using System.Globalization;
using Mcpx.Dashboard.Components.Feed;
using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Pages.Overview;

/// <summary>One trigger of an environment as a chip: its word and reading in at most 17 characters.</summary>
internal static class ChipMapping
{
    public static TriggerChipModel Of(string trigger, string href, Readings readings, EnvironmentOptions? options)
    {
        var summary = readings.Triggers.FirstOrDefault(known => known.Trigger == trigger);
        return summary is null
            ? new(trigger, null, "nothing yet", "No reading yet", $"{href}#{trigger}")
            : new(
                trigger,
                summary.State,
                Reading(summary, readings, options),
                summary.Worst.Sentence,
                $"{href}#{trigger}"
            );
    }

    private static string Reading(TriggerSummary summary, Readings readings, EnvironmentOptions? options)
    {
        var worst = summary.Worst;
        var value = worst.Value is { } known ? Words.Value(known, worst.Unit) : "";
        return summary.State switch
        {
            VerdictState.Healthy => Healthy(summary, readings, value),
            VerdictState.Pending => Pending(worst),
            VerdictState.Breached => value.Length == 0 ? "Breached" : $"Breached {value}",
            VerdictState.Recovering => $"Recovering {value}",
            VerdictState.Deploying => "Deploying",
            VerdictState.NotEnoughSamples when options is not null && worst.Trigger == TriggerNames.ErrorRate =>
                Invariant($"Not enough {worst.Total}/{options.Triggers.ErrorRate.MinimumCalls}"),
            VerdictState.NotEnoughSamples => "Not enough",
            var missing when summary.Unmeasured < summary.Series => Invariant(
                $"{StatePresentation.Of(missing).Word} {summary.Unmeasured} of {summary.Series}"
            ),
            var missing => StatePresentation.Of(missing).Word,
        };
    }

    private static string Healthy(TriggerSummary summary, Readings readings, string value)
    {
        if (summary.Trigger != TriggerNames.Availability)
        {
            return summary.Trigger == TriggerNames.SseHeartbeat ? $"{value} gap" : value;
        }

        var instances = readings
            .Verdicts.Where(verdict => verdict.Trigger == summary.Trigger)
            .GroupBy(verdict => verdict.Instance)
            .ToList();
        var ready = instances.Count(series => series.All(verdict => verdict.State == VerdictState.Healthy));
        return Invariant($"{ready} of {instances.Count} ready");
    }

    // How far the hold has come, in one unit for both numbers: "Pending 6/10 min".
    private static string Pending(Verdict verdict) =>
        verdict.HoldFor >= TimeSpan.FromMinutes(1)
            ? Invariant($"Pending {(int)verdict.Held.TotalMinutes}/{verdict.HoldFor.TotalMinutes:0.#} min")
            : Invariant($"Pending {(int)verdict.Held.TotalSeconds}/{verdict.HoldFor.TotalSeconds:0} s");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
