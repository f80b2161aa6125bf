using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Reference;

/// <summary><c>availability</c> of one endpoint of one instance, from all its probes, anew at each tick.</summary>
internal sealed class ReferenceAvailability(AvailabilityOptions options)
{
    private DateTimeOffset? _halfBadSince;

    private readonly ReferenceLog<HealthProbed> _probes = new();

    /// <summary>Takes a probe, unless it has left the window before it arrived.</summary>
    public void Take(HealthProbed probe, DateTimeOffset now)
    {
        if (probe.At > now - Window)
        {
            _probes.Take(probe, now);
        }
    }

    /// <param name="now">The tick.</param>
    /// <param name="from">The end of the newest deployment: what is older does not count.</param>
    public Reading Judge(DateTimeOffset now, DateTimeOffset from)
    {
        var probes = _probes.Ordered().Where(one => one.At >= from).Select(one => (one.At, Bad: Failed(one))).ToList();
        var window = probes.Where(one => one.At > now - Window).ToList();
        var failed = window.Count(one => one.Bad);

        if (_halfBadSince < from || EndsWithTwoGood(probes) || TwoGoodAfter(_halfBadSince, probes))
        {
            _halfBadSince = null;
        }

        if (window.Count >= options.MinimumSamples && failed * 2 >= window.Count && !EndsWithTwoGood(probes))
        {
            _halfBadSince ??= now;
        }

        if (window.Count == 0)
        {
            return Reading.Missing(Measured.NoData);
        }

        var (outage, undecided) = Outage(probes);
        if ((outage ?? _halfBadSince) is { } onset)
        {
            return new(Measured.Yes, Bad: true, 0, window.Count, failed, _halfBadSince < onset ? _halfBadSince : onset);
        }

        return undecided
            ? Reading.Missing(Measured.NotEnoughSamples)
            : new(Measured.Yes, Bad: false, 0, window.Count, failed);
    }

    private TimeSpan Window => options.Window ?? options.HoldFor / 5;

    private static bool Failed(HealthProbed probe) => probe.Fault != Fault.None;

    private static bool EndsWithTwoGood(List<(DateTimeOffset At, bool Bad)> probes) =>
        probes.Count >= 2 && !probes[^1].Bad && !probes[^2].Bad;

    private static bool TwoGoodAfter(DateTimeOffset? since, List<(DateTimeOffset At, bool Bad)> probes) =>
        probes.Zip(probes.Skip(1)).Any(two => !two.First.Bad && !two.Second.Bad && two.Second.At > since);

    /// <summary>
    /// Three failures in a row open an outage, dated at the first; two good ones close it. Probes that began with a failure
    /// and neither opened nor closed one leave it undecided.
    /// </summary>
    private static (DateTimeOffset? Since, bool Undecided) Outage(List<(DateTimeOffset At, bool Bad)> probes)
    {
        DateTimeOffset? since = null;
        var undecided = probes.Count > 0 && probes[0].Bad;
        for (var i = 0; i < probes.Count; i++)
        {
            if (i >= 2 && since is null && probes[i].Bad && probes[i - 1].Bad && probes[i - 2].Bad)
            {
                (since, undecided) = (probes[i - 2].At, false);
            }

            if (i >= 1 && !probes[i].Bad && !probes[i - 1].Bad)
            {
                (since, undecided) = (null, false);
            }
        }

        return (since, undecided);
    }
}
