using Mcpx.Domain.Rollback;
using Mcpx.Watchdog.Deployers;

namespace Mcpx.Watchdog.Runner.Steps;

/// <summary>
/// Puts the LKG artifact of one component back: asks reality first, acts once under the step's key, and believes the
/// instances' own tags, not an exit code.
/// </summary>
internal sealed class DeployStep(DeployerFactory deployers, Leadership leadership, TimeProvider time) : IStep
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan TagsWithin = TimeSpan.FromSeconds(30);

    public StepKind Kind => StepKind.Deploy;

    public async Task<StepResult> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var target = context.Plan.Targets.Single(target => target.Component == context.Step.Component);
        var deployer = deployers.Of(context.Plan.Environment, target.Component);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(context.Step.Timeout);
        try
        {
            if (context.Resumed)
            {
                // After a crash the operation may have been started: it is asked for, never simply begun again.
                var settled = await SettleAsync(context, deployer, KeyOf(context, context.Attempt), limit.Token);
                if (settled != OperationState.NeverStarted)
                {
                    return settled == OperationState.Finished
                        ? await ConfirmAsync(deployer, target, limit.Token)
                        : StepResult.Failure(
                            $"The operation {context.Step.Key} failed. Look at the deployer, then retry."
                        );
                }
            }
            else if (context.Attempt > 1)
            {
                await SettleAsync(context, deployer, KeyOf(context, context.Attempt - 1), limit.Token);
            }

            return await PreflightAsync(context, deployer, target, limit.Token)
                ?? await ActAsync(context, deployer, target, limit.Token);
        }
        catch (DeployerUnavailableException problem)
        {
            return new StepResult.Unknown($"The deployer could not be asked: {problem.Message}.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new StepResult.Unknown($"No end after {context.Step.Timeout}. The deployment may still be running.");
        }
    }

    /// <summary>Waits for what still runs under a key and says how it ended.</summary>
    private async Task<OperationState> SettleAsync(
        StepContext context,
        IDeployer deployer,
        string key,
        CancellationToken cancellation
    )
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

    /// <summary>
    /// A deployer never acts twice under one key. A person's retry is a new attempt under a key of its own; the rest of
    /// the approved arguments stays.
    /// </summary>
    private static string KeyOf(StepContext context, int attempt) =>
        attempt <= 1 ? context.Step.Key : FormattableString.Invariant($"{context.Step.Key}-try{attempt}");

    private static async Task<StepResult?> PreflightAsync(
        StepContext context,
        IDeployer deployer,
        PlanTarget target,
        CancellationToken cancellation
    )
    {
        var observed = await deployer.ObserveAsync(cancellation);
        context.Report($"observe   {observed.Text}");
        if (observed.AllRun(target.TargetTag))
        {
            return StepResult.Success($"{target.Component} runs {target.TargetTag} already");
        }

        if (observed.Operations.FirstOrDefault(operation => operation.State == OperationState.Running) is { } other)
        {
            return StepResult.Failure($"Another operation is under way: {other.Key}. Wait for it, then retry.");
        }

        var strange = observed.Instances.FirstOrDefault(instance =>
            instance.Tag is { } tag && tag != target.ObservedTag && tag != target.TargetTag
        );
        return strange is null
            ? null
            : StepResult.Failure(
                $"{strange.Name} runs {strange.Tag}; the plan was approved for {target.ObservedTag}. Someone deployed meanwhile."
            );
    }

    private async Task<StepResult> ActAsync(
        StepContext context,
        IDeployer deployer,
        PlanTarget target,
        CancellationToken cancellation
    )
    {
        leadership.Demand();
        var key = KeyOf(context, context.Attempt);
        var arguments = context.Step.Arguments.Select(argument =>
            argument.Replace(context.Step.Key, key, StringComparison.Ordinal)
        );
        var exit = await deployer.DeployAsync(
            [.. arguments],
            line => context.Report($"deploy    {line}"),
            cancellation
        );
        return exit == 0
            ? await ConfirmAsync(deployer, target, cancellation)
            : StepResult.Failure($"The deployer ended with {exit}. Its output says why.");
    }

    private async Task<StepResult> ConfirmAsync(IDeployer deployer, PlanTarget target, CancellationToken cancellation)
    {
        var until = time.GetUtcNow() + TagsWithin;
        while (true)
        {
            var observed = await deployer.ObserveAsync(cancellation);
            if (observed.AllRun(target.TargetTag))
            {
                return StepResult.Success(
                    $"{observed.Instances.Count} of {observed.Instances.Count} instances answer {target.TargetTag}"
                );
            }

            if (time.GetUtcNow() >= until)
            {
                return StepResult.Failure(
                    $"The deployer is done, but not every instance answers {target.TargetTag}: {observed.Text}."
                );
            }

            await Task.Delay(Poll, time, cancellation);
        }
    }
}
