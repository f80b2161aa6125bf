using Mcpx.Domain.Configuration;

namespace Mcpx.Domain.Releases;

/// <summary>A release's bake under way: one stretch in which it was seen well.</summary>
/// <param name="Tag">Which release.</param>
/// <param name="Since">When it began.</param>
/// <param name="Lived">How much of it was seen well, from one good look to the next.</param>
/// <param name="SeenAt">The newest good look.</param>
/// <param name="Steady">Whether the newest look of all was that one: only then does the time to the next count.</param>
public sealed record Bake(string Tag, DateTimeOffset Since, TimeSpan Lived, DateTimeOffset SeenAt, bool Steady)
{
    /// <summary>Two good looks that are further apart have a gap between them, which does not count.</summary>
    public static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(10);

    /// <summary>
    /// One more look. What is wrong ends the stretch; what was not seen does not count, and ends it when it lasts longer than the
    /// environment allows: nobody knows what happened meanwhile.
    /// </summary>
    /// <param name="bake">The stretch so far; null when there is none.</param>
    /// <param name="sight">What was seen.</param>
    /// <param name="options">The environment's rules.</param>
    /// <param name="now">When.</param>
    public static BakeStep Next(Bake? bake, BakeSight sight, PromotionOptions options, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(sight);
        ArgumentNullException.ThrowIfNull(options);
        var gone = bake is not null && now - bake.SeenAt > options.LongestGap;
        return sight switch
        {
            { Kind: SightKind.Well, Tag: { } tag } => bake switch
            {
                null => new(Begun(tag, now), Ended: null),
                _ when gone => new(Begun(tag, now), Unseen(bake, now)),
                _ when bake.Tag != tag => new(Begun(tag, now), $"{tag} runs now"),
                _ => new(bake.Seen(now), Ended: null),
            },
            { Kind: SightKind.Broken } => new(null, bake is null ? null : sight.Why),
            _ => bake is null ? new(null, Ended: null)
            : gone ? new(null, $"{Unseen(bake, now)} ({sight.Why})")
            : new(bake with { Steady = false }, Ended: null),
        };
    }

    private static Bake Begun(string tag, DateTimeOffset now) => new(tag, now, TimeSpan.Zero, now, Steady: true);

    private Bake Seen(DateTimeOffset now)
    {
        var step = now - SeenAt;
        var counts = Steady && step > TimeSpan.Zero && step <= LongestStep;
        return this with { Lived = counts ? Lived + step : Lived, SeenAt = now > SeenAt ? now : SeenAt, Steady = true };
    }

    private static string Unseen(Bake bake, DateTimeOffset now) =>
        $"it was not seen well for {Words.Duration(now - bake.SeenAt)}";
}

/// <summary>What a look made of a bake.</summary>
/// <param name="Bake">The stretch from now on; null when there is none.</param>
/// <param name="Ended">Why the one before ended; null when it goes on, or there was none.</param>
public sealed record BakeStep(Bake? Bake, string? Ended);
