namespace Mcpx.Domain.Signals;

/// <summary>Call durations as a Prometheus classic histogram tells them, since the process started.</summary>
/// <param name="Bounds">Upper bounds in microseconds, inclusive, ascending, without +Inf.</param>
/// <param name="Counts">Calls at or under each bound, and last all calls: one more than there are bounds, never falling.</param>
public sealed record DurationHistogram(IReadOnlyList<long> Bounds, IReadOnlyList<long> Counts);
