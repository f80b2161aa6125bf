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
            ? Missing(trigger, href, readings)
            : new(
                trigger,
                summary.State,
                Reading(summary, readings, options),
                summary.Worst.Sentence,
                $"{href}#{trigger}"
            );
    }

    /// <summary>A trigger that is not configured is "not watched here": no state, and it never counts.</summary>
    private static TriggerChipModel Missing(string trigger, string href, Readings readings) =>
        readings.Verdicts.Count == 0 ? new(trigger, null, "nothing yet", "No reading yet", $"{href}#{trigger}")
        : trigger == TriggerNames.Parity ? new(trigger, null, "RTM only", "Judged in RTM only", $"{href}#{trigger}")
        : new(trigger, null, "not watched", "Not configured for this environment", $"{href}#{trigger}");

    private static string Reading(TriggerSummary summary, Readings readings, EnvironmentOptions? options)
    {
        var worst = summary.Worst;
        var value = worst.Reading ?? "";
        return summary.State switch
        {
            VerdictState.Healthy => Healthy(summary, readings, value),
            VerdictState.Pending => Pending(worst),
            VerdictState.Breached => Longest("Breached", value, Short(worst), Rough(worst)),
            VerdictState.Recovering => Longest("Recovering", value, Short(worst), Rough(worst)),
            VerdictState.Deploying => "Deploying",
            VerdictState.NotEnoughSamples when Minimum(worst, options) is { } minimum => Longest(
                "Not enough",
                Invariant($"{worst.Total}/{minimum}")
            ),
            VerdictState.NotEnoughSamples => "Not enough",
            var missing when summary.Unmeasured < summary.Series => Longest(
                StatePresentation.Of(missing).Word,
                Invariant($"{summary.Unmeasured} of {summary.Series}"),
                Invariant($"{summary.Unmeasured}/{summary.Series}")
            ),
            var missing => StatePresentation.Of(missing).Word,
        };
    }

    /// <summary>The word with the first reading that leaves it whole; the word alone where none does.</summary>
    private static string Longest(string word, params ReadOnlySpan<string?> readings)
    {
        foreach (var reading in readings)
        {
            if (reading is { Length: > 0 } && word.Length + 1 + reading.Length <= TriggerChipModel.MostCharacters)
            {
                return $"{word} {reading}";
            }
        }

        return word;
    }

    // What is counted, in fewer letters: the chip's name says of what.
    private static string? Short(Verdict worst) =>
        (worst.Trigger, worst.Value) switch
        {
            (_, null) => null,
            (TriggerNames.Flapping, { } outages) => Words.Count(outages) + (outages == 1 ? " time" : " times"),
            (TriggerNames.Cors or TriggerNames.Business, { } failed) => $"{Words.Count(failed)} failed",
            (TriggerNames.Parity, { } keys) => Words.Of(keys, "key"),
            (TriggerNames.Security, { } findings) => $"{Words.Count(findings)} found",
            (_, long.MaxValue) => "no reply",
            _ => null,
        };

    private static string? Rough(Verdict worst) =>
        worst switch
        {
            { Value: null or 0 or long.MaxValue } => null,
            { Unit: Unit.Milliseconds, Value: { } time } => DurationText.Rough(TimeSpan.FromMilliseconds(time)),
            { Unit: Unit.Count, Value: { } count } => Words.Count(count),
            _ => null,
        };

    private static int? Minimum(Verdict worst, EnvironmentOptions? options) =>
        worst.Trigger switch
        {
            TriggerNames.ErrorRate when worst.Total < options?.Triggers.ErrorRate.MinimumCalls => options
                .Triggers
                .ErrorRate
                .MinimumCalls,
            TriggerNames.Latency => options?.Triggers.Latency.MinimumCalls,
            TriggerNames.SseTtfb => options?.Triggers.SseTtfb.MinimumConnections,
            _ => null,
        };

    private static string Healthy(TriggerSummary summary, Readings readings, string value)
    {
        switch (summary.Trigger)
        {
            case TriggerNames.SseHeartbeat:
                return $"{value} gap";
            case TriggerNames.Flapping:
                return Invariant($"{summary.Worst.Value} of {summary.Worst.Limit} outages");
            case TriggerNames.Business:
                return Invariant($"{summary.Series} of {summary.Series} pass");
            case TriggerNames.Availability:
                var instances = readings
                    .Verdicts.Where(verdict => verdict.Trigger == summary.Trigger)
                    .GroupBy(verdict => verdict.Instance)
                    .ToList();
                var ready = instances.Count(series => series.All(verdict => verdict.State == VerdictState.Healthy));
                return Invariant($"{ready} of {instances.Count} ready");
            default:
                return value;
        }
    }

    // How far the hold has come, in one unit for both numbers: "Pending 6/10 min".
    private static string Pending(Verdict verdict) =>
        verdict.HoldFor >= TimeSpan.FromMinutes(1)
            ? Invariant($"Pending {(int)verdict.Held.TotalMinutes}/{verdict.HoldFor.TotalMinutes:0.#} min")
            : Invariant($"Pending {(int)verdict.Held.TotalSeconds}/{verdict.HoldFor.TotalSeconds:0} s");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
