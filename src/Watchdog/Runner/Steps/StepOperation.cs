using Mcpx.Watchdog.Deployers;

namespace Mcpx.Watchdog.Runner.Steps;

/// <summary>
/// What a deployer does under a step's key, at most once: after a crash or a retry it is asked for, never simply begun again.
/// </summary>
internal sealed class StepOperation(StepContext context, IDeployer deployer, TimeProvider time)
{
    public static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits for what an earlier start of this step left behind.</summary>
    /// <returns>How this attempt's own operation ended; NeverStarted when it may begin.</returns>
    public async Task<OperationState> ResumeAsync(CancellationToken cancellation)
    {
        if (context.Resumed)
        {
            return await SettleAsync(context.KeyOf(context.Attempt), cancellation);
        }

        if (context.Attempt > 1)
        {
            await SettleAsync(context.KeyOf(context.Attempt - 1), cancellation);
        }

        return OperationState.NeverStarted;
    }

    /// <summary>Carries out the approved arguments under this attempt's key.</summary>
    /// <returns>Null when the deployer says that it is done, else why not.</returns>
    public Task<string?> ActAsync(Leadership leadership, string word, CancellationToken cancellation)
    {
        leadership.Demand();
        return deployer.DeployAsync(Arguments(), line => context.Report($"{word, -9} {line}"), cancellation);
    }

    /// <summary>Why the approved arguments cannot be carried out; null when nothing is known that speaks against it.</summary>
    public Task<string?> PreflightAsync(CancellationToken cancellation) =>
        deployer.PreflightAsync(Arguments(), cancellation);

    /// <summary>Waits for what still runs under this attempt's key and says how it ended.</summary>
    public Task<OperationState> SettleAsync(CancellationToken cancellation) =>
        SettleAsync(context.KeyOf(context.Attempt), cancellation);

    private async Task<OperationState> SettleAsync(string key, CancellationToken cancellation)
    {
        while (true)
        {
            var found = await deployer.FindAsync(key, cancellation);
            context.Report($"find      {key} {found.State} {found.Detail}");
            if (found.State != OperationState.Running)
            {
                return found.State;
            }

            await Task.Delay(Poll, time, cancellation);
        }
    }

    private IReadOnlyList<string> Arguments()
    {
        var key = context.KeyOf(context.Attempt);
        return
        [
            .. context.Step.Arguments.Select(argument =>
                argument.Replace(context.Step.Key, key, StringComparison.Ordinal)
            ),
        ];
    }
}
