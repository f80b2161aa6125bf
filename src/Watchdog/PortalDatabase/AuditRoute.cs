using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Probes;
using Mcpx.Watchdog.Probes.Changes;
using Mcpx.Watchdog.Probes.Http;
using Mcpx.Watchdog.Probes.Security;

namespace Mcpx.Watchdog.PortalDatabase;

/// <summary>Looks for an AuditEvent in the portal's own audit route, where no procedure tells of it.</summary>
internal sealed class AuditRoute(PortalClient portal, SecretSeals seals)
{
    /// <summary>What was done to a key under a request id; null where no instance tells of it.</summary>
    public async Task<PortalAuditEvent?> FindAsync(
        EnvironmentOptions environment,
        PlanRevert revert,
        string requestId,
        CancellationToken cancellation
    )
    {
        var token = Secrets.Read(environment.Probes.TokenVariable);
        foreach (var api in environment.Instances.Where(instance => instance.Component == Component.Api))
        {
            var answer = await portal.GetAsync(
                ProbeTarget.At(api, environment.Probes.AuditPath),
                token,
                environment.Probes.Timeout,
                PortalClient.LargeBody,
                cancellation
            );
            // Everything else is left out as if it were somebody's own.
            var seal = seals.For(environment.Drift);
            var changes =
                answer.Fault == Fault.None ? AuditEntries.Read(answer.Body, seal, (_, id) => id != requestId) : null;
            if (changes?.LastOrDefault(change => Is(change, revert)) is { } change)
            {
                return new(
                    change.Id,
                    change.By,
                    change.At,
                    SealedValues.Open(change.Before, revert, seal),
                    SealedValues.Open(change.After, revert, seal)
                );
            }
        }

        return null;
    }

    private static bool Is(Change change, PlanRevert revert) =>
        (change.Kind == ChangeKind.Flag) == (revert.Kind == ChangeKind.Flag)
        && string.Equals(change.Key, revert.Key, StringComparison.OrdinalIgnoreCase);
}
