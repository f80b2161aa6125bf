using Mcpx.Db;
using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Commands.Rollback;

/// <summary>The configuration that a watchdog wrote into the journal.</summary>
internal static class AppliedOptions
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    /// <summary>What was applied last; null before the first.</summary>
    public static WatchdogOptions? Find(StorePlace place) => JournalAtHand.Of(place).Configuration?.Options;

    /// <summary>The same, waited for where a watchdog only starts.</summary>
    /// <exception cref="TimeoutException">None was written down in time.</exception>
    public static async Task<WatchdogOptions> ReadAsync(StorePlace place, CancellationToken cancellation)
    {
        for (var left = Within; left > TimeSpan.Zero; left -= Pace)
        {
            if (Find(place) is { } applied)
            {
                return applied;
            }

            await Task.Delay(Pace, cancellation);
        }

        throw new TimeoutException(
            $"a watchdog leads, but wrote down no configuration within {Within.TotalSeconds} s."
        );
    }
}
