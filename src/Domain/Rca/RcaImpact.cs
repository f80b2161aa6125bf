using Mcpx.Domain.Configuration;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Rca;

/// <summary>One figure of what an incident did to people.</summary>
/// <param name="Value">The figure; null where nobody recorded it.</param>
/// <param name="Text">What it counts, or why it is not there.</param>
public sealed record RcaFigure(string? Value, string Text);

/// <summary>Calls of a component, as its portal counted them.</summary>
/// <param name="At">The end of the window.</param>
/// <param name="Total">Calls in the window.</param>
/// <param name="Failed">Those answered 5xx.</param>
public sealed record RcaCalls(DateTimeOffset At, long Total, long Failed);

/// <summary>What it did to people: minutes, failed calls, instances (runbook section 10).</summary>
internal static class RcaImpact
{
    public static IReadOnlyList<RcaFigure> Of(RcaFacts facts) =>
        [Lasted(facts), Calls(facts), Instances(facts), People];

    private static RcaFigure People => new(Value: null, "people affected: error envelopes carry no user");

    private static RcaFigure Lasted(RcaFacts facts) =>
        (facts.Incident.RestoredAt ?? facts.Incident.EndedAt) is { } over
            ? new(Words.Duration(over - facts.Incident.Onset), "from first harm to recovery")
            : new(Value: null, "minutes from first harm to recovery: it is not over");

    /// <summary>Windows overlap; one after the other is taken, so that no call counts twice.</summary>
    private static RcaFigure Calls(RcaFacts facts)
    {
        var window = facts.Options?.Triggers.Of(TriggerNames.ErrorRate).EffectiveWindow ?? TimeSpan.Zero;
        var to = facts.Incident.RestoredAt ?? facts.Incident.EndedAt ?? DateTimeOffset.MaxValue;
        long total = 0;
        long failed = 0;
        foreach (var calls in facts.Calls.Values)
        {
            var next = facts.Incident.Onset;
            foreach (var one in calls.Where(one => one.At >= facts.Incident.Onset && one.At <= to))
            {
                if (one.At >= next)
                {
                    (total, failed, next) = (total + one.Total, failed + one.Failed, one.At + window);
                }
            }
        }

        return total == 0 || window == TimeSpan.Zero
            ? new(Value: null, "calls failed: the portal's counters were not read")
            : new(
                Words.Count(failed),
                $"calls answered 5xx, {Words.Percent(failed * 1_000_000 / total)} of {Words.Count(total)}, counted in windows of {Words.Duration(window)}"
            );
    }

    private static RcaFigure Instances(RcaFacts facts)
    {
        var hit = facts.Incident.Breaches.Select(breach => breach.Instance).OfType<string>().Distinct().ToList();
        return hit.Count > 0
            ? new(
                Words.Count(hit.Count),
                $"{(hit.Count == 1 ? "instance" : "instances")} affected: {string.Join(", ", hit)}"
            )
            : new(Value: null, "instances affected: what breached was measured of all of them together");
    }
}
