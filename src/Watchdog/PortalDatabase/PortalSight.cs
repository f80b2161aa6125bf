using Mcpx.Watchdog.Runner;

namespace Mcpx.Watchdog.PortalDatabase;

/// <summary>What is looked at before a key or flag is written: what the principal may, and what stands there now.</summary>
internal sealed class PortalSight(
    PortalOrder order,
    PortalCaller caller,
    PortalReads reads,
    EffectiveSettings effective,
    StepContext context
)
{
    /// <summary>Says what the principal may do besides executing: a warning, and no reason to stop.</summary>
    public async Task ReportRightsAsync(CancellationToken cancellation)
    {
        try
        {
            var rights = await caller.RightsAsync(cancellation);
            context.Report(
                rights.Count == 0
                    ? "rights    the principal may EXECUTE and nothing else that we can see"
                    : $"rights    warning: the principal may do more than EXECUTE: {string.Join(", ", rights.Take(12).Select(right => $"{right["permission_name"]} on {right["place"]}"))}{(rights.Count > 12 ? " and more" : "")}"
            );
        }
        catch (PortalFaultException problem) when (problem.Fault.Kind is not PortalFaultKind.Unreachable)
        {
            context.Report($"rights    not read: {problem.Fault.Text}");
        }
    }

    /// <summary>What it is now: by a procedure, or else as all instances that answer say; null where nobody does.</summary>
    public async Task<PortalValue?> CurrentAsync(CancellationToken cancellation)
    {
        if (await reads.CurrentAsync(cancellation) is { } known)
        {
            context.Report($"current   {PortalOrder.Words(known.Value)} in the database");
            return known;
        }

        var answers = (await effective.AskAsync(context.Options, order.Revert, cancellation))
            .Where(look => look.Why is null)
            .ToList();
        foreach (var answer in answers)
        {
            context.Report($"current   {PortalOrder.Words(answer.Value)} on {answer.Instance}");
        }

        // One that differs from the others counts: it is what nobody expects.
        return answers.Count == 0
            ? null
            : new(
                answers
                    .FirstOrDefault(answer => !order.IsObserved(answer.Value) && !order.IsWanted(answer.Value))
                    ?.Value
                    ?? answers.FirstOrDefault(answer => !order.IsWanted(answer.Value))?.Value
                    ?? answers[0].Value,
                Type: null
            );
    }
}
