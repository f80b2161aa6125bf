using Mcpx.Domain;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Watchdog.Comms;

namespace Mcpx.Watchdog.Sse;

/// <summary>What the runbook asks of event streams (section 6, step 4), held against what was heard of them together.</summary>
internal static class StreamChecks
{
    /// <summary>The same three checks, whoever listened.</summary>
    public static IReadOnlyList<Check> Of(IReadOnlyCollection<Heard> heard, ValidationOptions limits)
    {
        var first = StreamNumbers.Median([.. heard.SelectMany(one => one.FirstEvents)]);
        var medianGap = StreamNumbers.Median([.. heard.SelectMany(one => one.Gaps)]);
        var worst = heard.Select(one => one.WorstGap).DefaultIfEmpty(TimeSpan.MaxValue).Max();
        return
        [
            new(
                CheckNames.FirstEvent,
                StreamNumbers.Text(first),
                $"at most {Words.Duration(limits.MaxFirstEvent)}",
                first <= limits.MaxFirstEvent
            ),
            new(
                CheckNames.MedianGap,
                StreamNumbers.Text(medianGap),
                $"at most {Words.Duration(limits.MaxMedianGap)} + {Words.Duration(limits.GapGrace)} grace",
                medianGap <= limits.MaxMedianGap + limits.GapGrace
            ),
            new(
                CheckNames.WorstGap,
                StreamNumbers.Text(worst),
                $"none above {Words.Duration(limits.MaxGap)}",
                worst <= limits.MaxGap
            ),
        ];
    }
}
