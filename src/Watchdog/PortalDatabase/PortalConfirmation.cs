using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Watchdog.Runner;

namespace Mcpx.Watchdog.PortalDatabase;

/// <summary>What could be seen of a change after it was written.</summary>
/// <param name="Checks">What was read, against what it must be.</param>
/// <param name="Notes">What could not be read, for a person.</param>
internal sealed record Confirmed(IReadOnlyList<Check> Checks, IReadOnlyList<string> Notes);

/// <summary>
/// Confirms a change by whatever can be read: its AuditEvent under the request id, the database, and what the instances say is
/// in effect. What cannot be read is said, and is neither right nor wrong.
/// </summary>
internal sealed class PortalConfirmation(
    PortalOrder order,
    PortalReads reads,
    EffectiveSettings effective,
    AuditRoute route,
    StepContext context,
    TimeProvider time
)
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private readonly List<Check> _checks = [];
    private readonly List<string> _notes = [];

    private string Key => order.Revert.Key;

    /// <summary>Looks everywhere.</summary>
    /// <param name="requestId">The request id that it was written under.</param>
    /// <param name="found">Its AuditEvent, where it was read already.</param>
    /// <param name="cancellation">Ends the looking.</param>
    public async Task<Confirmed> LookAsync(string requestId, PortalAuditEvent? found, CancellationToken cancellation)
    {
        await LookAtAuditAsync(requestId, found, cancellation);
        await LookAtDatabaseAsync(cancellation);
        await LookAtInstancesAsync(cancellation);
        return new(_checks, _notes);
    }

    private async Task LookAtAuditAsync(string requestId, PortalAuditEvent? found, CancellationToken cancellation)
    {
        try
        {
            found ??= await reads.AuditAsync(requestId, cancellation);
        }
        catch (PortalFaultException problem)
        {
            _notes.Add($"the AuditEvent of {requestId} cannot be read: {problem.Fault.Text}");
            return;
        }

        if (found is null && reads.HasAudit)
        {
            _checks.Add(new($"AuditEvent of {requestId}", "there is none", Told(order.Revert.Observed), Passed: false));
            return;
        }

        found ??= await route.FindAsync(context.Options, order.Revert, requestId, cancellation);
        if (found is null)
        {
            _notes.Add(
                $"the AuditEvent of {requestId} was not read: no PortalDatabase:ReadAudit, and {context.Options.Probes.AuditPath} tells of none"
            );
            return;
        }

        _checks.Add(
            new(
                $"AuditEvent of {requestId}",
                $"{found.Id} by {found.Actor}: {PortalOrder.Words(found.Before)} to {PortalOrder.Words(found.After)}",
                Told(order.Revert.Observed),
                found.Actor == PortalProcedures.Actor && order.IsWanted(found.After) && order.IsObserved(found.Before)
            )
        );
    }

    private async Task LookAtDatabaseAsync(CancellationToken cancellation)
    {
        try
        {
            if (await reads.CurrentAsync(cancellation) is { } now)
            {
                _checks.Add(Is($"{Key} in the database", now.Value));
            }
        }
        catch (PortalFaultException problem)
        {
            _notes.Add($"{Key} cannot be read back: {problem.Fault.Text}");
        }
    }

    private async Task LookAtInstancesAsync(CancellationToken cancellation)
    {
        var until = time.GetUtcNow() + order.Database.ConfirmWithin;
        IReadOnlyList<InstanceValue> looks;
        while (true)
        {
            looks = await effective.AskAsync(context.Options, order.Revert, cancellation);
            if (looks.All(look => look.Why is null && order.IsWanted(look.Value)) || time.GetUtcNow() >= until)
            {
                break;
            }

            await Task.Delay(Poll, time, cancellation);
        }

        if (looks.Count == 0)
        {
            _notes.Add(
                $"{Key} was not read from the instances: they tell of no flag of one role, or there is none to ask"
            );
        }

        foreach (var look in looks)
        {
            if (look.Why is { } why)
            {
                _notes.Add($"{Key} was not read: {why}");
            }
            else
            {
                _checks.Add(Is($"{Key} on {look.Instance}", look.Value));
            }
        }
    }

    private Check Is(string name, string? value) =>
        new(name, PortalOrder.Words(value), PortalOrder.Words(order.Revert.Value), order.IsWanted(value));

    private string Told(string? before) =>
        $"by {PortalProcedures.Actor}: {PortalOrder.Words(before)} to {PortalOrder.Words(order.Revert.Value)}";
}
