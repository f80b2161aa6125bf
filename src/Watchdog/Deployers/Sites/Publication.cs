using Mcpx.Domain.Rollback;

namespace Mcpx.Watchdog.Deployers.Sites;

/// <summary>What comes after a site's files are in place, wherever they lie: the CDN's cache is emptied, and every file read back.</summary>
internal sealed class Publication(
    Assignment assignment,
    IReadOnlyList<string> addresses,
    TimeSpan servedWithin,
    HttpClient http,
    TimeProvider time
)
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    private readonly ServedFiles _served = new(http);

    /// <summary>Does both.</summary>
    /// <param name="order">What was published.</param>
    /// <param name="folder">Its files as they were approved.</param>
    /// <param name="arguments">The step's, with the program that empties the cache.</param>
    /// <param name="report">Takes each line of output.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Null when people get what was published; else what they get.</returns>
    public async Task<string?> FinishAsync(
        DeployOrder order,
        string folder,
        IReadOnlyList<string> arguments,
        Action<string> report,
        CancellationToken cancellation
    )
    {
        string[] purge = [.. arguments.SkipWhile(argument => argument != DeployerArguments.Purge).Skip(1)];
        if (purge.Length > 0)
        {
            var program = new CommandDeployer(assignment.Environment, assignment.Component, assignment.Options);
            if (await program.DeployAsync(purge, line => report($"purge     {line}"), cancellation) is { } failed)
            {
                return $"{order.Tag} is published, but the CDN's cache was not emptied: {failed} Empty it by hand: {string.Join(' ', purge)}";
            }
        }

        var until = time.GetUtcNow() + servedWithin;
        foreach (var address in addresses)
        {
            while (await _served.WrongAsync(address, folder, cancellation) is { } wrong)
            {
                if (time.GetUtcNow() >= until)
                {
                    return $"{order.Tag} is published, but {wrong}. Is a cache in between, or another folder served?";
                }

                await Task.Delay(Poll, time, cancellation);
            }

            report($"served    every file of {order.Tag} at {new Uri(address).Host}");
        }

        return null;
    }
}
