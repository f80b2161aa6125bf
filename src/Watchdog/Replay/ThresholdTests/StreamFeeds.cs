using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;
using Mcpx.Watchdog.Yaml;

namespace Mcpx.Watchdog.Replay.ThresholdTests;

/// <summary>
/// <c>beats api-1: "1s x30, _ x20"</c>: in each of 30 intervals a sign of life every second, then 20 intervals of silence.
/// <c>events</c> are the same for real events.
/// </summary>
internal sealed class BeatsFeed(string instance, bool areEvents) : Feed
{
    public override bool CanBeStale => false;

    public override IEnumerable<JudgingInput> Before(DateTimeOffset start, TimeSpan interval) =>
        [new StreamLooked(start, instance)];

    public override string? Problem(string value) =>
        ShortDuration.Read(value) is { } every && every >= TimeSpan.FromMilliseconds(1)
            ? null
            : "must be the time from one to the next, like 1s";

    /// <summary>They keep their step across the intervals of a run, also where it is longer than one.</summary>
    public override IEnumerable<JudgingInput> Inputs(string value, int index, DateTimeOffset at, TimeSpan interval)
    {
        var every = ShortDuration.Read(value)!.Value.Ticks;
        var from = index * interval.Ticks;
        var next = (from + every - 1) / every * every;
        for (var beat = next; beat < from + interval.Ticks; beat += every)
        {
            var sign = at.AddTicks(beat - from);
            yield return new StreamBeat(sign, instance);
            if (areEvents)
            {
                yield return new StreamEvent(sign, instance);
            }
        }
    }

    public override bool Measures(Verdict verdict) =>
        verdict.Trigger == TriggerNames.SseHeartbeat && verdict.Instance == instance;
}

/// <summary><c>first-event api-1: "120ms x40, fail"</c>.</summary>
internal sealed class FirstEventFeed(string instance) : Feed
{
    public override string? Problem(string value) =>
        value == "fail" || ShortDuration.Read(value) is not null ? null : "must be a duration like 120ms, or fail";

    public override IEnumerable<JudgingInput> Inputs(string value, int index, DateTimeOffset at, TimeSpan interval)
    {
        yield return new FirstEventTimed(
            at,
            instance,
            value == "fail" ? null : Microseconds(ShortDuration.Read(value)!.Value)
        );
    }

    public override bool Measures(Verdict verdict) => verdict.Trigger == TriggerNames.SseTtfb;
}
