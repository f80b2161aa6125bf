using System.Security.Cryptography;

namespace Mcpx.Watchdog.Probes.Traffic;

/// <summary>Checks each series of a kind: once each, a number, not stale. The first fault stays.</summary>
/// <param name="now">When they were read.</param>
internal sealed class SeriesCheck(DateTimeOffset now)
{
    /// <summary>The most calls an instance can have answered; ratios of larger numbers would overflow.</summary>
    public const long MostCalls = 1_000_000_000_000;

    /// <summary>As long as Prometheus looks back by default.</summary>
    private static readonly TimeSpan StaleAfter = TimeSpan.FromMinutes(5);

    private readonly Dictionary<ulong, double> _seen = [];
    private readonly double _oldest = Seconds(now - StaleAfter);
    private double _newest = double.MinValue;
    private bool _isTimed = true;

    /// <summary>Chosen anew at every start.</summary>
    public static ulong Seed { get; } = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    /// <summary>What is wrong.</summary>
    public TrafficFault Fault { get; set; }

    /// <summary>The newest sample's own time; null when one has none.</summary>
    public DateTimeOffset? At => _isTimed && _newest > 0 ? TimeOf(_newest) : null;

    /// <summary>Takes the next series.</summary>
    /// <returns>Its whole number; null when it does not count.</returns>
    public long? Take(SeriesLabels labels, double value, double? at)
    {
        if (!_seen.TryAdd(labels.Identity(Seed), value))
        {
            // Sent twice it counts once.
            Fail(_seen[labels.Identity(Seed)].Equals(value) ? TrafficFault.None : TrafficFault.Twice);
            return null;
        }

        _isTimed &= at is not null;
        _newest = Math.Max(_newest, at ?? _newest);
        if (at < _oldest)
        {
            Fail(TrafficFault.Stale);
            return null;
        }

        if (value is >= 0 and <= MostCalls)
        {
            return (long)value;
        }

        Fail(value is > MostCalls and < double.PositiveInfinity ? TrafficFault.TooLarge : TrafficFault.NoNumber);
        return null;
    }

    /// <summary>Whether a sample is older than anybody looks back.</summary>
    public static bool IsStale(DateTimeOffset at, DateTimeOffset now) => now - at > StaleAfter;

    /// <summary>Seconds since 1970.</summary>
    public static double Seconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).TotalSeconds;

    /// <summary>The time that many seconds after 1970; null for what no clock shows.</summary>
    public static DateTimeOffset? TimeOf(double seconds) =>
        seconds is > 0 and < 32_503_680_000
            ? DateTimeOffset.UnixEpoch.AddTicks((long)Math.Round(seconds * 1_000) * TimeSpan.TicksPerMillisecond)
            : null;

    private void Fail(TrafficFault fault) => Fault = Fault == TrafficFault.None ? fault : Fault;
}
