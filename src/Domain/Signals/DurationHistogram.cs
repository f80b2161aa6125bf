using System.Collections.Immutable;

namespace Mcpx.Domain.Signals;

/// <summary>
/// One scrape of a classic Prometheus histogram of durations, for example
/// <c>http_request_duration_seconds_bucket{le="0.5"} 1042</c>, already in microseconds and without the watchdog's own calls
/// and the SSE routes.
/// </summary>
public sealed record DurationHistogram
{
    /// <param name="bounds">See <see cref="Bounds"/>.</param>
    /// <param name="counts">See <see cref="Counts"/>.</param>
    /// <exception cref="ArgumentException">The shape is wrong, see <see cref="ProblemOf"/>.</exception>
    public DurationHistogram(ImmutableArray<long> bounds, ImmutableArray<long> counts)
    {
        if (ProblemOf(bounds.AsSpan(), counts.AsSpan()) is { } problem)
        {
            throw new ArgumentException(problem, nameof(counts));
        }

        (Bounds, Counts) = (bounds, counts);
    }

    /// <summary>The buckets' upper bounds, inclusive, ascending, microseconds; without <c>+Inf</c>.</summary>
    public ImmutableArray<long> Bounds { get; }

    /// <summary>
    /// Calls up to each bound since the process started, and last all calls (<c>+Inf</c>): one more than
    /// <see cref="Bounds"/>, never falling.
    /// </summary>
    public ImmutableArray<long> Counts { get; }

    /// <summary>What is wrong with the shape of a scrape, for a person to read; null when nothing is.</summary>
    public static string? ProblemOf(ReadOnlySpan<long> bounds, ReadOnlySpan<long> counts)
    {
        if (bounds.IsEmpty || counts.Length != bounds.Length + 1)
        {
            return $"{bounds.Length} bounds and {counts.Length} counts; one count for each bound is needed, and one for all.";
        }

        if (bounds[0] < 0 || Falls(bounds, orStays: true))
        {
            return "The bounds do not ascend from 0 or above.";
        }

        return counts[0] < 0 || Falls(counts, orStays: false) ? "A count is less than the one before it." : null;
    }

    /// <inheritdoc/>
    public bool Equals(DurationHistogram? other) =>
        other is not null
        && Bounds.AsSpan().SequenceEqual(other.Bounds.AsSpan())
        && Counts.AsSpan().SequenceEqual(other.Counts.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Bounds.Length, Bounds[^1], Counts[^1]);

    private static bool Falls(ReadOnlySpan<long> values, bool orStays)
    {
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i] < values[i - 1] || (orStays && values[i] == values[i - 1]))
            {
                return true;
            }
        }

        return false;
    }
}
