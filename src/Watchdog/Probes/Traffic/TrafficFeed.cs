using System.Collections.Concurrent;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Judging;

namespace Mcpx.Watchdog.Probes.Traffic;

/// <summary>
/// Hands an instance's reading to judging, counts what became of it, and says once when traffic is no longer measured and why.
/// A reading with a fault hands on nothing: there is no growth that nobody saw.
/// </summary>
internal sealed class TrafficFeed(Inputs inputs, ILogger<TrafficFeed> log)
{
    private static readonly string Good = nameof(TrafficFault.None);

    private static readonly TimeSpan ToldAgain = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Target, string Origin), (long Refused, DateTimeOffset At)> _told = [];
    private readonly ConcurrentDictionary<string, string> _said = new(StringComparer.Ordinal);

    /// <summary>Takes one reading.</summary>
    /// <param name="target">Whom it is about.</param>
    /// <param name="reading">What was read.</param>
    /// <param name="asked">When it was asked: the time of samples that have none of their own.</param>
    public void Take(ProbeTarget target, TrafficReading reading, DateTimeOffset asked)
    {
        target.Count("metrics", reading.Fault.ToString());
        target.Count("durations", reading.DurationFault.ToString());
        if (target.Probes.Cors.IntendedOrigins.Count > 0)
        {
            target.Count("refusals", reading.RefusalFault.ToString());
        }

        Say(target, reading.Fault.ToString(), reading.Problem ?? Words(reading.Fault, target));
        var at = reading.At ?? asked;
        if (reading.Fault == TrafficFault.None)
        {
            inputs.Put(
                target.Environment,
                new TrafficScraped(at, target.Instance.Name, reading.Calls, reading.Errors, reading.Durations)
            );
        }

        foreach (var count in reading.Refusals)
        {
            Put(target, count, at);
        }
    }

    /// <summary>Hands on what changed, and once a minute what did not: only growth counts, and recordings stay small.</summary>
    private void Put(ProbeTarget target, OriginCount count, DateTimeOffset at)
    {
        var key = (target.Name, count.Origin);
        if (_told.TryGetValue(key, out var told) && told.Refused == count.Refused && at - told.At < ToldAgain)
        {
            return;
        }

        _told[key] = (count.Refused, at);
        inputs.Put(target.Environment, new RefusalsCounted(at, target.Instance.Name, count.Origin, count.Refused));
    }

    /// <summary>Takes the lack of an answer.</summary>
    public void Fail(ProbeTarget target, string outcome, string reason)
    {
        target.Count("metrics", outcome);
        Say(target, outcome, reason);
    }

    /// <summary>Says what is new: the kind of outcome decides, since a reason may name another line at every scrape.</summary>
    private void Say(ProbeTarget target, string outcome, string reason)
    {
        var before = _said.GetValueOrDefault(target.Name, Good);
        _said[target.Name] = outcome;
        if (outcome != before && outcome == Good)
        {
            Log.Measured(log, target.Name);
        }
        else if (outcome != before)
        {
            Log.NotMeasured(log, target.Name, reason);
        }
    }

    private static string Words(TrafficFault fault, ProbeTarget target)
    {
        var counter = target.Probes.RequestCounter;
        return fault switch
        {
            TrafficFault.Missing => $"There is no {counter.Name}.",
            TrafficFault.NoCode => $"{counter.Name} has no label {counter.CodeLabel}.",
            TrafficFault.NoNumber => $"A series of {counter.Name} is no number of calls.",
            TrafficFault.TooLarge => $"{counter.Name} says more than anybody can have called.",
            TrafficFault.Twice => $"A series of {counter.Name} stands there twice, with two values.",
            TrafficFault.Stale => $"A series of {counter.Name} is older than five minutes by its own time.",
            _ => fault.ToString(),
        };
    }
}
