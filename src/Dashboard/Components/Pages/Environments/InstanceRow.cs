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
/// <param name="Errors">Its 5xx rate; null when there is none.</param>
/// <param name="Gap">Its heartbeat gap now; null where it has no stream.</param>
public sealed record InstanceRow(
    string Name,
    string? Tag,
    VerdictState State,
    string Health,
    string? Errors,
    string? Gap
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
                verdict is not { Trigger: TriggerNames.ErrorRate, State: VerdictState.NotEnoughSamples }
            )
            .ToList();
        return new(
            name,
            readings.Instances.FirstOrDefault(instance => instance.Name == name)?.Tag,
            judged.Count == 0
                ? VerdictState.NoData
                : judged.MinBy(verdict => TriggerSummary.Rank(verdict.State))!.State,
            HealthOf([.. own.Where(verdict => verdict.Trigger == TriggerNames.Availability)]),
            Value(own.Find(verdict => verdict.Trigger == TriggerNames.ErrorRate)),
            Value(own.Find(verdict => verdict.Trigger == TriggerNames.SseHeartbeat))
        );
    }

    private static string HealthOf(List<Verdict> checks)
    {
        var failing = checks.Where(check => check.Value > 0).Select(check => check.Part).ToList();
        return checks.Count == 0 || checks.TrueForAll(check => check.Value is null) ? "none"
            : failing.Count == 0 ? "answers"
            : $"{string.Join(", ", failing)} fails";
    }

    private static string? Value(Verdict? verdict) => verdict?.Reading;
}
