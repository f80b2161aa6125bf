using Mcpx.Watchdog.Deployers;

namespace Mcpx.Watchdog.Runner.Steps;

/// <summary>
/// What a deployer does under a step's key, at most once: after a crash or a retry it is asked for, never simply begun again.
/// </summary>
internal sealed class StepOperation(StepContext context, IDeployer deployer, TimeProvider time, bool fallback = false)
{
    public static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    private bool _cancelled;

    /// <summary>Who does it.</summary>
    public IDeployer Deployer => deployer;

    /// <summary>Waits for what an earlier start of this step left behind.</summary>
    /// <returns>How this attempt's own operation ended; NeverStarted when it may begin.</returns>
    public async Task<OperationState> ResumeAsync(CancellationToken cancellation)
    {
        if (context.Resumed)
        {
            return await SettleAsync(KeyOf(context.Attempt), cancellation);
        }

        if (context.Attempt > 1)
        {
            await SettleAsync(KeyOf(context.Attempt - 1), cancellation);
        }

        return OperationState.NeverStarted;
    }

    /// <summary>Carries out the approved arguments under this attempt's key.</summary>
    /// <returns>Null when the deployer says that it is done, else why not.</returns>
    public async Task<string?> ActAsync(Leadership leadership, string word, CancellationToken cancellation)
    {
        leadership.Demand();
        var acting = deployer.DeployAsync(Arguments(), line => context.Report($"{word, -9} {line}"), cancellation);
        // Once the step's time is over there is nothing to wait for but the deployer's own end.
        while (!acting.IsCompleted && !cancellation.IsCancellationRequested)
        {
            await Task.WhenAny(acting, Task.Delay(Poll, time, cancellation));
            await CancelIfAskedAsync(KeyOf(context.Attempt), cancellation);
        }

        return await acting;
    }

    /// <summary>Why the approved arguments cannot be carried out; null when nothing is known that speaks against it.</summary>
    public Task<string?> PreflightAsync(CancellationToken cancellation) =>
        deployer.PreflightAsync(Arguments(), cancellation);

    /// <summary>Waits for what still runs under this attempt's key and says how it ended.</summary>
    public Task<OperationState> SettleAsync(CancellationToken cancellation) =>
        SettleAsync(KeyOf(context.Attempt), cancellation);

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

            await CancelIfAskedAsync(key, cancellation);
            await Task.Delay(Poll, time, cancellation);
        }
    }

    /// <summary>Asks once, and goes on following: how it ended is for the deployer to say.</summary>
    private async Task CancelIfAskedAsync(string key, CancellationToken cancellation)
    {
        if (_cancelled || context.CancelAsked() is not { } halt)
        {
            return;
        }

        _cancelled = true;
        context.Report($"cancel    {halt.By.Name}: {halt.Reason}");
        try
        {
            context.Report($"cancel    {await deployer.CancelAsync(key, cancellation) ?? $"{key} was asked to end"}");
        }
        catch (DeployerUnavailableException problem)
        {
            // What it does goes on, and is followed all the same.
            context.Report($"cancel    could not be asked: {problem.Message}");
        }
    }

    private IReadOnlyList<string> Arguments()
    {
        var attempt = context.KeyOf(context.Attempt);
        return
        [
            .. (fallback ? context.Step.Fallback : context.Step.Arguments).Select(argument =>
                argument.Replace(context.Step.Key, attempt, StringComparison.Ordinal)
            ),
        ];
    }

    /// <summary>The two ways to deploy may be asked at the same place what became of it.</summary>
    private string KeyOf(int attempt) => $"{context.KeyOf(attempt)}{(fallback ? "-fallback" : "")}";
}
