using System.Diagnostics;

namespace Mcpx.BrowserCheck;

/// <summary>The time that one step has.</summary>
/// <param name="whole">All of it.</param>
internal sealed class StepTime(TimeSpan whole)
{
    private readonly long _begun = Stopwatch.GetTimestamp();

    public TimeSpan Whole => whole;

    public TimeSpan Spent => Stopwatch.GetElapsedTime(_begun);

    /// <summary>What is left, in milliseconds, as the driver takes it; never nothing, which would mean for ever.</summary>
    public float Left => (float)Math.Max(1, (whole - Spent).TotalMilliseconds);
}
