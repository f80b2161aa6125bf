using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Parity;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Probes.Changes;
using Mcpx.Watchdog.Probes.Security;

namespace Mcpx.Watchdog.PortalDatabase;

/// <summary>What one instance says a key or flag is.</summary>
/// <param name="Instance">Its name.</param>
/// <param name="Why">Why it does not say; null where it does.</param>
/// <param name="Value">What it says; null where it has no such key.</param>
internal sealed record InstanceValue(string Instance, string? Why, string? Value);

/// <summary>Asks every API instance what a key or flag is in effect.</summary>
internal sealed class EffectiveSettings(SettingReader reader, SecretSeals seals)
{
    public async Task<IReadOnlyList<InstanceValue>> AskAsync(
        EnvironmentOptions environment,
        PlanRevert revert,
        CancellationToken cancellation
    )
    {
        // The answer of the routes tells no role: whose value it is nobody can say.
        if (revert.TargetRole is not null)
        {
            return [];
        }

        var token = Secrets.Read(environment.Probes.TokenVariable);
        return await Task.WhenAll(
            environment
                .Instances.Where(instance => instance.Component == Component.Api)
                .Select(async api =>
                {
                    var (poll, why) = await reader.ReadAsync(
                        environment with
                        {
                            Instances = [api],
                        },
                        token,
                        cancellation
                    );
                    return poll is null
                        ? new InstanceValue(api.Name, why, Value: null)
                        : new(
                            api.Name,
                            Why: null,
                            SealedValues.Open(ValueIn(poll, revert), revert, seals.For(environment.Drift))
                        );
                })
        );
    }

    private static string? ValueIn(SettingPoll poll, PlanRevert revert)
    {
        var key = revert.Kind == ChangeKind.Flag ? SettingKey.OfFlag(revert.Key) : revert.Key;
        return poll
            .Values.Where(known => string.Equals(known.Key, key, StringComparison.OrdinalIgnoreCase))
            .Select(known => known.Value)
            .FirstOrDefault();
    }
}
