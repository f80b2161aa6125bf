namespace Mcpx.Watchdog.Deployers;

/// <summary>Follows an operation that was begun elsewhere until it ends.</summary>
/// <param name="poll">Between two looks.</param>
/// <param name="time">Whose time.</param>
internal sealed class Follower(TimeSpan poll, TimeProvider time)
{
    /// <summary>How long looks may fail in a row, or not show what was begun, before nobody can say what became of it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Looks again and again.</summary>
    /// <param name="key">The operation's key.</param>
    /// <param name="look">One look.</param>
    /// <param name="report">Takes what changed since the look before.</param>
    /// <param name="cancellation">Ends the following.</param>
    /// <returns>Null when it ended well, else how it failed.</returns>
    /// <exception cref="DeployerUnavailableException">It could not be seen for longer than <see cref="Patience"/>.</exception>
    public async Task<string?> FollowAsync(
        string key,
        Func<CancellationToken, Task<Found>> look,
        Action<string> report,
        CancellationToken cancellation
    )
    {
        var said = "";
        DateTimeOffset? lost = null;
        while (true)
        {
            string line;
            try
            {
                var found = await look(cancellation);
                line = $"{key} {found.State} {found.Detail}".TrimEnd();
                switch (found.State)
                {
                    case OperationState.Finished:
                        report(line);
                        return null;
                    case OperationState.Failed:
                        return $"{key} failed: {found.Detail ?? "it does not say why"}.";
                    case OperationState.Running:
                        lost = null;
                        break;
                    default:
                        lost ??= time.GetUtcNow();
                        line = $"{key} was begun and is not to be seen yet";
                        break;
                }
            }
            catch (DeployerUnavailableException problem)
            {
                lost ??= time.GetUtcNow();
                line = $"{key} cannot be looked at: {problem.Message}";
            }

            if (lost is { } since && time.GetUtcNow() - since >= Patience)
            {
                throw new DeployerUnavailableException($"{line}, for {Patience.TotalSeconds:0} s now");
            }

            if (line != said)
            {
                report(line);
                said = line;
            }

            await Task.Delay(poll, time, cancellation);
        }
    }
}
