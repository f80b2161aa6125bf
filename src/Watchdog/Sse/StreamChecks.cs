using Mcpx.Domain;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Watchdog.Comms;

namespace Mcpx.Watchdog.Sse;

/// <summary>What the runbook asks of event streams (section 6, step 4), held against what was heard of them together.</summary>
internal static class StreamChecks
{
    /// <summary>The same three checks, whoever listened. Of several instances the worst counts: a good one excuses no other.</summary>
    public static IReadOnlyList<Check> Of(IReadOnlyCollection<Heard> heard, ValidationOptions limits)
    {
        var first = Worst(one => StreamNumbers.Median(one.FirstEvents));
        var medianGap = Worst(one => StreamNumbers.Median(one.Gaps));
        var worst = Worst(one => one.WorstGap);
        var graced = limits.MaxMedianGap + limits.GapGrace;
        var byGrace = medianGap > limits.MaxMedianGap && medianGap <= graced ? ", by the grace only" : "";
        return
        [
            new(
                CheckNames.FirstEvent,
                Text(first, limits.MaxFirstEvent),
                $"at most {Words.Duration(limits.MaxFirstEvent)}",
                first <= limits.MaxFirstEvent
            ),
            new(
                CheckNames.MedianGap,
                $"{Text(medianGap, limits.MaxMedianGap, graced)}{byGrace}",
                $"at most {Words.Duration(limits.MaxMedianGap)}, {Words.Duration(graced)} with grace",
                medianGap <= graced
            ),
            new(
                CheckNames.WorstGap,
                Text(worst, limits.MaxGap),
                $"none above {Words.Duration(limits.MaxGap)}",
                worst <= limits.MaxGap
            ),
        ];

        TimeSpan Worst(Func<Heard, TimeSpan> of) => heard.Select(of).DefaultIfEmpty(TimeSpan.MaxValue).Max();
    }

    /// <summary>In words; to the millisecond where rounding would hide that it is above a limit.</summary>
    private static string Text(TimeSpan value, params ReadOnlySpan<TimeSpan> limits)
    {
        foreach (var limit in limits)
        {
            if (value > limit && StreamNumbers.Text(value) == Words.Duration(limit))
            {
                return FormattableString.Invariant($"{value.TotalSeconds:0.0##} s");
            }
        }

        return StreamNumbers.Text(value);
    }
}
