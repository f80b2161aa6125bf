using Mcpx.Domain.Rollback;
using Mcpx.Watchdog.Deployers;

namespace Mcpx.Watchdog.Runner.Steps;

/// <summary>
/// Puts the LKG artifact of one component back: asks reality first, acts once under the step's key, and believes the
/// instances' own tags, not an exit code.
/// </summary>
internal sealed class DeployStep(DeployerFactory deployers, Leadership leadership, TimeProvider time) : IStep
{
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
            if (context.ByHand is { } hand)
            {
                context.Report($"by hand   {hand.By.Name}: {hand.Reason}");
                return await ConfirmAsync(deployer, target, limit.Token);
            }

            var operation = new StepOperation(context, deployer, time);
            return await operation.ResumeAsync(limit.Token) switch
            {
                OperationState.NeverStarted => await PreflightAsync(context, operation, deployer, target, limit.Token)
                    ?? await ActAsync(operation, deployer, target, limit.Token),
                OperationState.Finished => await ConfirmAsync(deployer, target, limit.Token),
                _ => StepResult.Failure($"The operation {context.Step.Key} failed. Look at the deployer, then retry."),
            };
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

    private static async Task<StepResult?> PreflightAsync(
        StepContext context,
        StepOperation operation,
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
        if (strange is not null)
        {
            return StepResult.Failure(
                $"{strange.Name} runs {strange.Tag}; the plan was approved for {target.ObservedTag}. Someone deployed meanwhile."
            );
        }

        return await operation.PreflightAsync(cancellation) is { } problem
            ? StepResult.Failure($"Nothing was begun. {problem}")
            : null;
    }

    private async Task<StepResult> ActAsync(
        StepOperation operation,
        IDeployer deployer,
        PlanTarget target,
        CancellationToken cancellation
    )
    {
        return await operation.ActAsync(leadership, "deploy", cancellation) is { } problem
            ? StepResult.Failure(problem)
            : await ConfirmAsync(deployer, target, cancellation);
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

            await Task.Delay(StepOperation.Poll, time, cancellation);
        }
    }
}
