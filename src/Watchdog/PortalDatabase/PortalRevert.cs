using Mcpx.Domain.Rollback;
using Mcpx.Watchdog.Probes.Security;
using Mcpx.Watchdog.Runner;

namespace Mcpx.Watchdog.PortalDatabase;

/// <summary>Writes one key or flag back through the portal's stored procedure (runbook section 7), as a step of a run.</summary>
internal sealed class PortalRevert(EffectiveSettings effective, AuditRoute route, SecretSeals seals, TimeProvider time)
{
    public async Task<StepResult> RunAsync(StepContext context, Leadership leadership, CancellationToken cancellation)
    {
        if (PortalOrder.Read(context, out var problem) is not { } order)
        {
            return StepResult.Failure(problem);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(context.Step.Timeout);
        var caller = new PortalCaller(order.Database);
        var reads = new PortalReads(
            caller,
            order.Database,
            context.Plan.Environment,
            order.Revert,
            seals.For(context.Options.Drift)
        );
        var confirmation = new PortalConfirmation(order, reads, effective, route, context, time);
        var sight = new PortalSight(order, caller, reads, effective, context);
        var write = new PortalWrite(order, caller, reads, sight, route, confirmation, context, time);
        try
        {
            return await write.RunAsync(leadership, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new StepResult.Unknown(
                $"No end after {context.Step.Timeout}. It may be written: look at {order.Revert.Key} and at its AuditEvents."
            );
        }
    }
}
