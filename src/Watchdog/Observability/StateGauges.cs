using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Runner;
using Prometheus;

namespace Mcpx.Watchdog.Observability;

/// <summary>What the watchdog is and sees at the moment of a scrape. Read from what is there already; costs nothing between scrapes.</summary>
internal sealed class StateGauges(
    WatchdogOptions options,
    LiveBoard board,
    Inputs inputs,
    JournalTail tail,
    Leadership leadership,
    TimeProvider time
)
{
    private static readonly Gauge Age = Metrics.CreateGauge(
        "watchdog_evaluation_age_seconds",
        "Time since the last evaluation of the environment judged longest ago; since the start before the first."
    );

    private static readonly Gauge Queued = Metrics.CreateGauge(
        "watchdog_inputs_queued",
        "Samples that wait to be judged."
    );

    private static readonly Gauge Wanted = Metrics.CreateGauge(
        "watchdog_streams_wanted",
        "Event streams to be held open: one for each API instance."
    );

    private static readonly Gauge Leads = Metrics.CreateGauge(
        "watchdog_leader",
        "1 while this process holds the lead over its store, else 0."
    );

    private static readonly Gauge Words = Metrics.CreateGauge(
        "watchdog_trigger_state",
        "1 for the word a trigger has for its environment, 0 for every other word.",
        "environment",
        "trigger",
        "state"
    );

    private static readonly Gauge Incident = Metrics.CreateGauge(
        "watchdog_incident_open",
        "1 while the environment has an open incident, else 0.",
        "environment"
    );

    private static readonly Gauge Silences = Metrics.CreateGauge(
        "watchdog_silences_active",
        "Silences and maintenance windows of the environment that mute now.",
        "environment"
    );

    private readonly DateTimeOffset _started = time.GetUtcNow();

    /// <summary>Brings the gauges up to now.</summary>
    public void Refresh()
    {
        var now = time.GetUtcNow();
        Age.Set((board.Age ?? now - _started).TotalSeconds);
        Queued.Set(inputs.Waiting);
        Leads.Set(leadership.IsHeld ? 1 : 0);
        Wanted.Set(
            options.Environments.Values.Sum(one => one.Instances.Count(instance => instance.Component == Component.Api))
        );
        var state = tail.Current;
        foreach (var name in options.Environments.Keys)
        {
            var environment = state.Environment(name);
            Incident.WithLabels(name).Set(environment.OpenIncident is null ? 0 : 1);
            Silences.WithLabels(name).Set(environment.Silences.ActiveAt(now).Count());
            foreach (var summary in TriggerSummary.Of(board.Of(name)?.Verdicts ?? []))
            {
                foreach (var word in TriggerSummary.Severity)
                {
                    Words.WithLabels(name, summary.Trigger, $"{word}").Set(summary.State == word ? 1 : 0);
                }
            }
        }
    }
}
