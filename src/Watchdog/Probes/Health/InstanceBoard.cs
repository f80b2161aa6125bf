using System.Collections.Concurrent;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Live;
using Mcpx.Domain.Signals;
using Prometheus;

namespace Mcpx.Watchdog.Probes.Health;

/// <summary>What every instance last said of itself: its release and the time on its clock.</summary>
internal sealed class InstanceBoard
{
    private static readonly Gauge ClockAhead = Metrics.CreateGauge(
        "watchdog_target_clock_ahead_seconds",
        "How far an instance's clock is ahead of ours, by the Date of its answers.",
        "environment",
        "instance"
    );

    private readonly ConcurrentDictionary<InstanceId, (string Tag, DateTimeOffset At)> _tags = new();
    private readonly ConcurrentDictionary<InstanceId, long> _clocks = new();
    private readonly ConcurrentDictionary<InstanceId, int?> _schemas = new();

    private readonly WatchdogOptions _options;
    private readonly TimeProvider _time;

    public InstanceBoard(WatchdogOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        foreach (var gone in ClockAhead.GetAllLabelValues())
        {
            // Of another set of instances, before this one was found.
            ClockAhead.RemoveLabelled(gone);
        }
    }

    public void NoteTag(InstanceId instance, string tag) => _tags[instance] = (tag, _time.GetUtcNow());

    /// <summary>Notes the schema an instance says it runs on; null when it says none.</summary>
    public void NoteSchema(InstanceId instance, int? schema) => _schemas[instance] = schema;

    /// <summary>
    /// Notes the time an answer was given by the instance's clock. That header has whole seconds only: half a second is
    /// added, and what remains is rounded towards none.
    /// </summary>
    /// <param name="instance">Whose answer.</param>
    /// <param name="said">The answer's <c>Date</c>.</param>
    /// <param name="asked">When it was asked.</param>
    /// <param name="latency">How long that took.</param>
    public void NoteClock(InstanceId instance, DateTimeOffset said, DateTimeOffset asked, TimeSpan latency)
    {
        var ahead = (long)(said + TimeSpan.FromSeconds(0.5) - (asked + (latency / 2))).TotalSeconds;
        _clocks[instance] = ahead;
        ClockAhead.WithLabels(instance.Environment, instance.Name).Set(ahead);
    }

    /// <summary>All configured instances of an environment, in the configured order.</summary>
    public IReadOnlyList<LiveInstance> Of(string environment) =>
        [.. _options.Environments[environment].Instances.Select(instance => Of(environment, instance))];

    private LiveInstance Of(string environment, InstanceOptions instance)
    {
        var id = new InstanceId(environment, instance.Component, instance.Name);
        (string Tag, DateTimeOffset At)? tag = _tags.TryGetValue(id, out var known) ? known : null;
        return new(instance.Name, instance.Component, tag?.Tag, tag?.At)
        {
            ClockAhead = _clocks.TryGetValue(id, out var ahead) ? ahead : null,
            Schema = _schemas.GetValueOrDefault(id),
        };
    }
}
