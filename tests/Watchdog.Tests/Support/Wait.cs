using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>Waiting with an end.</summary>
internal static class Wait
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    public static Task UntilAsync(string what, Func<bool> condition, TimeSpan? deadline = null) =>
        UntilAsync(what, () => Task.FromResult(condition()), deadline);

    public static async Task UntilAsync(string what, Func<Task<bool>> condition, TimeSpan? deadline = null)
    {
        var limit = deadline ?? Deadline;
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < limit, $"Not true after {limit}: {what}");
            await Task.Delay(15);
        }
    }

    /// <summary>Moves a fake clock on until the work is done, so that a wait of minutes takes milliseconds.</summary>
    public static async Task<T> RunAsync<T>(FakeTimeProvider time, Task<T> work, TimeSpan? step = null)
    {
        var started = Stopwatch.GetTimestamp();
        while (!work.IsCompleted)
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Deadline, $"Not done after {Deadline}");
            time.Advance(step ?? TimeSpan.FromMilliseconds(250));
            await Task.WhenAny(work, Task.Delay(2));
        }

        return await work;
    }

    /// <summary>Moves a fake clock on until a condition holds.</summary>
    public static Task UntilAsync(FakeTimeProvider time, string what, Func<bool> condition, TimeSpan? step = null) =>
        UntilAsync(
            what,
            () =>
            {
                if (condition())
                {
                    return true;
                }

                time.Advance(step ?? TimeSpan.FromMilliseconds(250));
                return false;
            }
        );
}
