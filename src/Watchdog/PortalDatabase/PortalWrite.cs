using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Watchdog.Runner;

namespace Mcpx.Watchdog.PortalDatabase;

/// <summary>
/// One write, at most: looks first whether it happened under this step's request ids, and whether somebody was there first;
/// writes; then believes what can be read, not that the call returned.
/// </summary>
internal sealed class PortalWrite(
    PortalOrder order,
    PortalCaller caller,
    PortalReads reads,
    PortalSight sight,
    AuditRoute route,
    PortalConfirmation confirmation,
    StepContext context,
    TimeProvider time
)
{
    private const int Attempts = 5;
    private const int Looks = 3;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private PlanRevert Revert => order.Revert;

    /// <summary>Whether an earlier start of this step may have written.</summary>
    private bool Again => context.Resumed || context.Attempt > 1;

    private string Nothing => Again ? "Nothing was written this time" : "Nothing was written";

    private TimeSpan Pause =>
        order.Database.CommandTimeout < LongestPause ? order.Database.CommandTimeout : LongestPause;

    private string RequestId => context.KeyOf(context.Attempt);

    public async Task<StepResult> RunAsync(Leadership leadership, CancellationToken cancellation)
    {
        PortalValue? now;
        try
        {
            if (await FindAsync(cancellation) is { } done)
            {
                return done;
            }

            await sight.ReportRightsAsync(cancellation);
            now = await sight.CurrentAsync(cancellation);
        }
        catch (PortalFaultException problem) when (Again)
        {
            return new StepResult.Unknown($"Whether it was written before cannot be read. {problem.Fault.Text}.");
        }
        catch (PortalFaultException problem)
        {
            return StepResult.Failure($"Nothing was written. {problem.Fault.Text}.");
        }

        if (now is not null && order.IsWanted(now.Value) && Again && !reads.HasAudit)
        {
            return await ConfirmAsync(
                "written before, as it seems, and not again",
                RequestId,
                found: null,
                cancellation
            );
        }

        return Obstacle(now) ?? await WriteAsync(now!, leadership, cancellation);
    }

    /// <summary>What an earlier start of this step left behind, under its own request id.</summary>
    private async Task<StepResult?> FindAsync(CancellationToken cancellation)
    {
        for (var attempt = context.Attempt; attempt > Math.Max(0, context.Attempt - Attempts); attempt--)
        {
            var id = context.KeyOf(attempt);
            if (await AuditAsync(id, cancellation) is not { } found)
            {
                continue;
            }

            context.Report(FormattableString.Invariant($"find      {id}: AuditEvent {found.Id} at {found.At:u}"));
            return found.At < context.Incident.OpenedAt - ChangeHistory.ClockSkew
                ? StepResult.Failure(
                    FormattableString.Invariant(
                        $"Nothing was written. The request id {id} was used at {found.At:u}, before this incident: another watchdog's? Propose anew."
                    )
                )
                : await ConfirmAsync("written before, and not again", id, found, cancellation);
        }

        return null;
    }

    private async Task<PortalAuditEvent?> AuditAsync(string requestId, CancellationToken cancellation) =>
        reads.HasAudit
            ? await reads.AuditAsync(requestId, cancellation)
            : await route.FindAsync(context.Options, Revert, requestId, cancellation);

    /// <summary>Why nothing is to be written; null when it is.</summary>
    private StepResult? Obstacle(PortalValue? now)
    {
        if (now is null && Again)
        {
            return new StepResult.Unknown(
                $"Whether it was written before cannot be read: neither the database nor an instance tells what {Revert.Key} is."
            );
        }

        if (now is null)
        {
            return StepResult.Failure(
                $"Nothing was written: what {Revert.Key} is now cannot be read, and somebody may have been there first. "
                    + "Configure PortalDatabase:ReadFlag and ReadConfig, or look and run the statement by hand."
            );
        }

        if (order.IsWanted(now.Value))
        {
            return new StepResult.Succeeded(
                $"{Revert.Key} is {PortalOrder.Words(now.Value)} already: somebody was there first. Nothing was written",
                [Before(now.Value, passed: true)]
            )
            {
                Unchanged = true,
            };
        }

        return order.IsObserved(now.Value)
            ? null
            : new StepResult.Failed(
                $"{Nothing}. {Revert.Key} is {PortalOrder.Words(now.Value)}; this was approved for {PortalOrder.Words(Revert.Observed)}. "
                    + "Somebody changed it meanwhile: a person decides.",
                [Before(now.Value, passed: false)]
            );
    }

    private async Task<StepResult> WriteAsync(PortalValue now, Leadership leadership, CancellationToken cancellation)
    {
        var approvers = string.Join(", ", context.Incident.Approvals.Select(approval => approval.By.Name).Distinct());
        var call = PortalStep.Fill(order.Call, approvers, RequestId, now.Type);
        if (call.Problem is { } problem)
        {
            return StepResult.Failure(
                $"{Nothing}: {problem}. Configure PortalDatabase:ReadConfig or Keys, or run the statement by hand."
            );
        }

        leadership.Demand();
        context.Report($"revert    {call.Statement}");
        try
        {
            await caller.ExecuteAsync(call, cancellation);
        }
        catch (PortalFaultException fault)
        {
            context.Report($"revert    {fault.Fault.Text}");
            return await SettleAsync(fault.Fault, cancellation);
        }

        return await ConfirmAsync("written", RequestId, found: null, cancellation);
    }

    /// <summary>After a call that did not succeed: whether the change happened all the same.</summary>
    private async Task<StepResult> SettleAsync(PortalFault fault, CancellationToken cancellation)
    {
        var seen = false;
        for (var look = 0; look < (fault.MayFollow ? Looks : 1); look++)
        {
            if (look > 0)
            {
                await Task.Delay(Pause, time, cancellation);
            }

            try
            {
                if (await AuditAsync(RequestId, cancellation) is { } found)
                {
                    return await ConfirmAsync($"written all the same ({fault.Text})", RequestId, found, cancellation);
                }

                var now = await reads.CurrentAsync(cancellation);
                if (now is not null && order.IsWanted(now.Value))
                {
                    return await ConfirmAsync(
                        $"written all the same ({fault.Text})",
                        RequestId,
                        found: null,
                        cancellation
                    );
                }

                seen = now is not null && order.IsObserved(now.Value);
            }
            catch (PortalFaultException problem)
            {
                seen = false;
                context.Report($"read back {problem.Fault.Text}");
            }
        }

        return seen || fault.NothingRan
            // What was cut off may still be at work there: nobody can promise more than what is seen.
            ? StepResult.Failure(
                $"{(fault.MayFollow ? "Nothing is written as far as can be seen" : "Nothing was written")}. {fault.Text}."
            )
            : new StepResult.Unknown(
                $"{fault.Text}. It may be written, and could not be read back: look at {Revert.Key} and at the AuditEvents of {RequestId}."
            );
    }

    private async Task<StepResult> ConfirmAsync(
        string how,
        string requestId,
        PortalAuditEvent? found,
        CancellationToken cancellation
    )
    {
        var (looks, notes) = await confirmation.LookAsync(requestId, found, cancellation);
        foreach (var line in looks.Select(check => $"{check.Name}: {check.Measured}").Concat(notes))
        {
            context.Report($"confirm   {line}");
        }

        if (looks.Count == 0)
        {
            return new StepResult.Unknown(
                $"{Revert.Key} was {how} under {requestId}, as the database says, and nothing could be read back: {string.Join("; ", notes)}."
            );
        }

        IReadOnlyList<Check> checks = [Before(found is null ? Revert.Observed : found.Before, passed: true), .. looks];
        var failed = looks.Where(check => !check.Passed).Select(check => $"{check.Name}: {check.Measured}").ToList();
        var missing = notes.Count > 0 ? $". Not measured: {string.Join("; ", notes)}" : "";
        return failed.Count == 0
            ? new StepResult.Succeeded(
                $"{Revert.Key} is {PortalOrder.Words(Revert.Value)}, {how} under {requestId}; {looks.Count} of {looks.Count} looks agree{missing}",
                checks
            )
            : new StepResult.Failed(
                $"{Revert.Key} was {how} under {requestId}, but {string.Join("; ", failed)}. A person decides{missing}.",
                checks
            );
    }

    private Check Before(string? value, bool passed) =>
        new($"{Revert.Key} before", PortalOrder.Words(value), PortalOrder.Words(Revert.Observed), passed);
}
