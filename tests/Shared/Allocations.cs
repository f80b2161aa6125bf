namespace Mcpx.Tests.Shared;

/// <summary>What a piece of work allocates.</summary>
internal static class Allocations
{
    private const int Rounds = 8;

    /// <summary>
    /// The fewest bytes one of several rounds allocates on this thread. One round alone says too much: a collection that a test
    /// beside it starts charges this thread the rest of its buffer, up to 8 KB nobody allocated.
    /// </summary>
    /// <param name="round">The work, told which round it is, from 0; the first ones may warm it up.</param>
    public static long Least(Action<int> round)
    {
        var least = long.MaxValue;
        for (var i = 0; i < Rounds; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            round(i);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
