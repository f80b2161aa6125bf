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

            List<StepOperation> ways = [new(context, deployer, time)];
            if (deployers.FallbackOf(context.Plan.Environment, target.Component) is { } other)
            {
                ways.Add(new(context, other, time, fallback: true));
            }

            // The fallback first: where it was begun, the other could begin nothing and may not answer now.
            foreach (var way in Enumerable.Reverse(ways))
            {
                if (await way.ResumeAsync(limit.Token) is var state and not OperationState.NeverStarted)
                {
                    return state == OperationState.Finished
                        ? await ConfirmAsync(way.Deployer, target, limit.Token)
                        : StepResult.Failure(
                            $"The operation {context.Step.Key} failed. Look at the deployer, then retry."
                        );
                }
            }

            return await BeginAsync(context, ways, target, limit.Token);
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

    /// <summary>By the first way on which something can be begun. What was begun is never begun again by another.</summary>
    private async Task<StepResult> BeginAsync(
        StepContext context,
        List<StepOperation> ways,
        PlanTarget target,
        CancellationToken cancellation
    )
    {
        foreach (var way in ways)
        {
            var (last, begun) = (way == ways[^1], false);
            try
            {
                var observed = await way.Deployer.ObserveAsync(cancellation);
                context.Report($"observe   {observed.Text}");
                if (Settled(observed, target) is { } settled)
                {
                    return settled;
                }

                if (await way.PreflightAsync(cancellation) is not { } problem)
                {
                    begun = true;
                    return await ActAsync(way, target, cancellation);
                }

                if (last)
                {
                    return StepResult.Failure($"Nothing was begun. {problem}");
                }

                context.Report($"fallback  {problem}");
            }
            catch (DeployerUnavailableException problem) when (!begun)
            {
                if (last)
                {
                    return StepResult.Failure($"Nothing was begun: {problem.Message}.");
                }

                context.Report($"fallback  {problem.Message}");
            }
        }

        throw new InvalidOperationException("A step has at least one way to be done.");
    }

    /// <summary>What there is to say without doing anything; null where it can be begun.</summary>
    private static StepResult? Settled(Observation observed, PlanTarget target)
    {
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

    private async Task<StepResult> ActAsync(StepOperation way, PlanTarget target, CancellationToken cancellation) =>
        await way.ActAsync(leadership, "deploy", cancellation) is { } problem
            ? StepResult.Failure(problem)
            : await ConfirmAsync(way.Deployer, target, cancellation);

    private async Task<StepResult> ConfirmAsync(IDeployer deployer, PlanTarget target, CancellationToken cancellation)
    {
        var until = time.GetUtcNow() + TagsWithin;
        while (true)
        {
            var observed = await deployer.ObserveAsync(cancellation);
            if (observed.AllRun(target.TargetTag))
            {
                return StepResult.Success(
                    observed.Instances is [var only]
                        ? $"{only.Name} answers {target.TargetTag}"
                        : $"{observed.Instances.Count} of {observed.Instances.Count} instances answer {target.TargetTag}"
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
