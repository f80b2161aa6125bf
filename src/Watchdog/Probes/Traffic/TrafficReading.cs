using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Probes.Traffic;

/// <summary>Why series give no number.</summary>
internal enum TrafficFault
{
    /// <summary>They do.</summary>
    None,

    /// <summary>There are none of the configured name.</summary>
    Missing,

    /// <summary>None has the configured label with the status code: every error would pass for a good call.</summary>
    NoCode,

    /// <summary>One is no number of calls: <c>NaN</c>, infinite or negative. The sum of the others is not the sum.</summary>
    NoNumber,

    /// <summary>They add up to more than anybody can have called.</summary>
    TooLarge,

    /// <summary>The same series stands there twice, with two values.</summary>
    Twice,

    /// <summary>One is older than five minutes by its own time.</summary>
    Stale,

    /// <summary>Buckets that do not ascend, or lack <c>+Inf</c>.</summary>
    Shape,

    /// <summary>The answer as a whole cannot be used.</summary>
    Unreadable,
}

/// <summary>What an instance says of the origins it refused.</summary>
/// <param name="Origin">An intended origin.</param>
/// <param name="Refused">Refusals since the process started.</param>
internal readonly record struct OriginCount(string Origin, long Refused);

/// <summary>What one reading says of one instance's traffic, since its process started.</summary>
/// <param name="Fault">Why there are no calls.</param>
/// <param name="Calls">All calls but the watchdog's own and the streams'.</param>
/// <param name="Errors">Those of them that failed.</param>
/// <param name="At">The samples' own time; null when they have none.</param>
/// <param name="Durations">Durations of JSON calls; null when there are none.</param>
/// <param name="DurationFault">Why there are none.</param>
/// <param name="Refusals">Refusals of every intended origin; empty when they are not counted.</param>
/// <param name="RefusalFault">Why they are not.</param>
/// <param name="Problem">What cannot be used, in words; null when all can.</param>
internal sealed record TrafficReading(
    TrafficFault Fault,
    long Calls,
    long Errors,
    DateTimeOffset? At,
    DurationHistogram? Durations,
    TrafficFault DurationFault,
    IReadOnlyList<OriginCount> Refusals,
    TrafficFault RefusalFault,
    string? Problem = null
)
{
    /// <summary>An answer that cannot be used at all.</summary>
    public static TrafficReading Unreadable(string problem) => None(TrafficFault.Unreadable, problem);

    /// <summary>Nothing is there, or nothing can be used.</summary>
    public static TrafficReading None(TrafficFault fault, string problem) =>
        new(fault, 0, 0, At: null, Durations: null, fault, [], fault, problem);
}
