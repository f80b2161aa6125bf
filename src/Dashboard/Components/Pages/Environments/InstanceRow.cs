using Mcpx.Dashboard.Components.Feed;
using Mcpx.Domain;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Pages.Environments;

/// <summary>One instance.</summary>
/// <param name="Name">"api-1".</param>
/// <param name="Tag">What it answers as its release; null when it does not answer.</param>
/// <param name="State">Its worst signal.</param>
/// <param name="Health">Words for its health checks.</param>
/// <param name="Gap">Its heartbeat gap now; null where it has no stream.</param>
/// <param name="FirstEvent">Its median time to the first event; null where none was measured.</param>
public sealed record InstanceRow(
    string Name,
    string? Tag,
    VerdictState State,
    string Health,
    string? Gap,
    string? FirstEvent
)
{
    /// <summary>Every configured instance, worst first.</summary>
    public static IReadOnlyList<InstanceRow> Of(EnvironmentOptions? options, Readings readings) =>
        [
            .. (options?.Instances ?? [])
                .Select(instance => Of(instance.Name, readings))
                .OrderBy(row => TriggerSummary.Rank(row.State))
                .ThenBy(row => row.Name, StringComparer.Ordinal),
        ];

    private static InstanceRow Of(string name, Readings readings)
    {
        var own = readings.Verdicts.Where(verdict => verdict.Instance == name).ToList();
        var judged = own.Where(verdict =>
                verdict
                    is not {
                        Trigger: TriggerNames.ErrorRate or TriggerNames.Latency,
                        State: VerdictState.NotEnoughSamples
                    }
            )
            .ToList();
        var live = readings.Instances.FirstOrDefault(instance => instance.Name == name);
        return new(
            name,
            live?.Tag,
            judged.Count == 0
                ? VerdictState.NoData
                : judged.MinBy(verdict => TriggerSummary.Rank(verdict.State))!.State,
            HealthOf([.. own.Where(verdict => verdict.Trigger == TriggerNames.Availability)]),
            own.Find(verdict => verdict.Trigger == TriggerNames.SseHeartbeat)?.Reading,
            live?.FirstEvent is { } first ? Words.Duration(first) : null
        );
    }

    private static string HealthOf(List<Verdict> checks)
    {
        var failing = checks.Where(check => check.Value > 0).Select(check => check.Part).ToList();
        return checks.Count == 0 || checks.TrueForAll(check => check.Value is null) ? "none"
            : failing.Count == 0 ? "answers"
            : $"{string.Join(", ", failing)} fails";
    }
}
