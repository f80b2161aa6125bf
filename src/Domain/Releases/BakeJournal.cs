using Mcpx.Domain.Journal;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Releases;

/// <summary>
/// What of a bake is written down: its first minute, every sixth of it, its end and its breaking. A bake that breaks within its
/// first minute leaves no trace, so that a restless component cannot flood the journal.
/// </summary>
public static class BakeJournal
{
    private const int Parts = 6;
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);

    /// <summary>The events of one look, oldest first.</summary>
    /// <param name="written">What is written so far; null when nothing is.</param>
    /// <param name="component">Of which component.</param>
    /// <param name="before">The bake before the look.</param>
    /// <param name="step">What the look made of it.</param>
    /// <param name="length">How long it has to be.</param>
    public static IEnumerable<IEvent> Of(
        BakeMark? written,
        Component component,
        Bake? before,
        BakeStep step,
        TimeSpan length
    )
    {
        ArgumentNullException.ThrowIfNull(step);
        if (step.Ended is { } why && before is not null && IsOf(written, before))
        {
            yield return new BakeMarked(component, before.Tag, before.Since, before.Lived, BakeProgress.Broken, why);
        }

        if (
            step.Bake is { } bake
            && Reached(bake.Lived, length) > (IsOf(written, bake) ? Reached(written!.Lived, length) : 0)
        )
        {
            yield return Mark(component, bake, length);
        }
    }

    /// <summary>Where a bake stands, to be written down before the process ends in good order.</summary>
    public static BakeMarked Mark(Component component, Bake bake, TimeSpan length)
    {
        ArgumentNullException.ThrowIfNull(bake);
        var progress = bake.Lived >= length ? BakeProgress.Done : BakeProgress.Baking;
        return new(component, bake.Tag, bake.Since, bake.Lived, progress);
    }

    /// <summary>
    /// The bake that an earlier process wrote down last, when that is not longer ago than a bake may go unseen; null when it
    /// begins anew.
    /// </summary>
    public static Bake? Resume(BakeMark? written, TimeSpan longestGap, DateTimeOffset now) =>
        written is { Progress: not BakeProgress.Broken } && now - written.At <= longestGap
            ? new(written.Tag, written.Since, written.Lived, written.At, Steady: false)
            : null;

    private static bool IsOf(BakeMark? written, Bake bake) =>
        written is { Progress: not BakeProgress.Broken } && written.Tag == bake.Tag && written.Since == bake.Since;

    /// <summary>How many of the moments that are written down lie behind.</summary>
    private static int Reached(TimeSpan lived, TimeSpan length)
    {
        var sixths = (int)Math.Min(Parts, lived.Ticks * Parts / Math.Max(1, length.Ticks));
        var begun = lived >= First || sixths > 0 ? 1 : 0;
        return sixths + begun;
    }
}
