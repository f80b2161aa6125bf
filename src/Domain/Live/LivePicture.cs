using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Live;

/// <summary>
/// What the watchdog sees of one environment right now, as <c>GET /live/{env}</c> sends it: the full picture first, then
/// pictures with only what changed. Facts do not travel this way; losing it loses no fact.
/// </summary>
/// <param name="Environment">The environment's name.</param>
/// <param name="EvaluatedAt">Time of the tick it was judged at.</param>
/// <param name="Position">The newest journal position the watchdog knows: a wake-up for readers of the journal.</param>
/// <param name="Verdicts">All series, or those that changed.</param>
/// <param name="Instances">All instances, or those that changed.</param>
public sealed record LivePicture(
    string Environment,
    DateTimeOffset EvaluatedAt,
    long Position,
    IReadOnlyList<Verdict> Verdicts,
    IReadOnlyList<LiveInstance> Instances
)
{
    /// <summary>How the outgoing heartbeat stands; null where none is sent. With every picture.</summary>
    public LiveHeartbeat? Heartbeat { get; init; }

    /// <summary>Adds what changed to what was known.</summary>
    public LivePicture With(LivePicture change) =>
        change with
        {
            Verdicts = Merge(Verdicts, change.Verdicts, verdict => verdict.Series),
            Instances = Merge(Instances, change.Instances, instance => instance.Name),
        };

    /// <summary>What of this picture differs from an earlier one.</summary>
    public LivePicture Since(LivePicture earlier) =>
        this with
        {
            Verdicts = [.. Verdicts.Except(earlier.Verdicts)],
            Instances = [.. Instances.Except(earlier.Instances)],
        };

    private static List<T> Merge<T>(IReadOnlyList<T> known, IReadOnlyList<T> changed, Func<T, string> key)
    {
        var merged = known.ToList();
        foreach (var item in changed)
        {
            var index = merged.FindIndex(other => key(other) == key(item));
            if (index < 0)
            {
                merged.Add(item);
            }
            else
            {
                merged[index] = item;
            }
        }

        return merged;
    }
}

/// <summary>One instance as it answers.</summary>
/// <param name="Name">Unique in the environment.</param>
/// <param name="Component">What it runs.</param>
/// <param name="Tag">The release it answers with; null when it was never read.</param>
/// <param name="TagReadAt">When it last answered with it.</param>
public sealed record LiveInstance(string Name, Signals.Component Component, string? Tag, DateTimeOffset? TagReadAt)
{
    /// <summary>Median time to the first event over its own fresh connections, milliseconds; null when none was measured.</summary>
    public long? FirstEvent { get; init; }

    /// <summary>
    /// How far its clock is ahead of ours, whole seconds, by the <c>Date</c> of its answers; null when it never said. Below two
    /// seconds it is within what that header can tell.
    /// </summary>
    public long? ClockAhead { get; init; }

    /// <summary>The number of the database schema it says it runs on; null when it says none.</summary>
    public int? Schema { get; init; }
}
