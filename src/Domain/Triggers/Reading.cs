namespace Mcpx.Domain.Triggers;

/// <summary>Whether a reading exists, and if not, why.</summary>
public enum Measured
{
    /// <summary>There is a reading.</summary>
    Yes,

    /// <summary>No sample in the window.</summary>
    NoData,

    /// <summary>We are blind ourselves.</summary>
    ProbeError,

    /// <summary>Too few samples to judge.</summary>
    NotEnoughSamples,
}

/// <summary>What a trigger measured at one tick, in integers, so that every replay decides the same.</summary>
/// <param name="Measured">Whether there is a reading at all.</param>
/// <param name="Bad">Whether it is over the limit.</param>
/// <param name="Value">In the trigger's unit.</param>
/// <param name="Total">What the value was taken from, for example calls; 0 where it has no meaning.</param>
/// <param name="Failed">The failing part of <paramref name="Total"/>.</param>
/// <param name="Onset">When the fault itself began, where the trigger knows better than "now".</param>
public readonly record struct Reading(
    Measured Measured,
    bool Bad,
    long Value,
    long Total = 0,
    long Failed = 0,
    DateTimeOffset? Onset = null
)
{
    /// <summary>A reading that does not exist.</summary>
    public static Reading Missing(Measured why, long total = 0) => new(why, Bad: false, Value: 0, total);
}
