using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Deployers;
using Mcpx.Watchdog.PortalDatabase;

namespace Mcpx.Watchdog.Runner.Steps;

/// <summary>
/// Writes one key or flag back through its stored procedure (runbook section 7): in the portal's database, where that was
/// approved, or else by the deployer of Config, which acts once under the step's key and is asked afterwards whether it did.
/// </summary>
internal sealed class RevertStep(
    DeployerFactory deployers,
    PortalRevert portal,
    Leadership leadership,
    TimeProvider time
) : IStep
{
    public StepKind Kind => StepKind.Revert;

    public async Task<StepResult> RunAsync(StepContext context, CancellationToken cancellation)
    {
        if (context.Step.Arguments.Count == 0)
        {
            return StepResult.Failure(
                "Neither a deployer for Config nor PortalDatabase was configured when this was proposed. Write it back by hand (runbook section 7), then close."
            );
        }

        if (PortalStep.Is(context.Step.Arguments))
        {
            return await portal.RunAsync(context, leadership, cancellation);
        }

        if (!context.Options.Deployers.ContainsKey(Component.Config))
        {
            return StepResult.Failure(
                "This was approved for a deployer for Config, which is not configured now. Propose anew."
            );
        }

        var deployer = deployers.Of(context.Plan.Environment, Component.Config);
        var operation = new StepOperation(context, deployer, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(context.Step.Timeout);
        try
        {
            var state = await operation.ResumeAsync(limit.Token);
            return state switch
            {
                OperationState.Finished => Done(context),
                OperationState.NeverStarted => await ActAsync(context, operation, limit.Token),
                _ => StepResult.Failure($"The operation {context.Step.Key} failed. Look at the deployer, then retry."),
            };
        }
        catch (DeployerUnavailableException problem)
        {
            return new StepResult.Unknown($"The deployer could not be asked: {problem.Message}.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new StepResult.Unknown($"No end after {context.Step.Timeout}. It may still be written.");
        }
    }

    private async Task<StepResult> ActAsync(
        StepContext context,
        StepOperation operation,
        CancellationToken cancellation
    )
    {
        if (await operation.ActAsync(leadership, "revert", cancellation) is { } problem)
        {
            return StepResult.Failure(problem);
        }

        var state = await operation.SettleAsync(cancellation);
        return state == OperationState.Finished
            ? Done(context)
            : StepResult.Failure($"The deployer is done, but says {state} when asked. Look at the key itself.");
    }

    private static StepResult Done(StepContext context) => StepResult.Success($"{context.Step.Title}: written");
}
