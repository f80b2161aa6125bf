using System.Collections.Concurrent;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes.Http;

namespace Mcpx.Watchdog.Probes.Contract;

/// <summary>Calls an API instance's core endpoints with the portal's token; the paths take turns.</summary>
internal sealed class ContractProbe(PortalClient portal, Inputs inputs, TimeProvider time) : IProbe
{
    private readonly ConcurrentDictionary<string, int> _turns = new(StringComparer.Ordinal);

    public ProbeKind Kind => ProbeKind.Contract;

    public Audience Asks => Audience.ApiInstances;

    public async Task AskAsync(ProbeTarget target, CancellationToken stopping)
    {
        var paths = target.Options.Validation.EffectiveContractPaths;
        var turn = _turns.AddOrUpdate(target.Name, 0, (_, last) => (last + 1) % paths.Count);
        var at = time.GetUtcNow();
        var answer = await portal.GetAsync(
            target.At(paths[turn]),
            target.Token,
            target.Probes.Timeout,
            PortalClient.LargeBody,
            stopping
        );
        var broken = ContractAnswer.Broken(answer);
        target.Count("contract", broken is null ? answer.Fault.ToString() : "broken");
        inputs.Put(
            target.Environment,
            new ContractCalled(
                at,
                target.Instance.Name,
                paths[turn],
                answer.Fault,
                answer.StatusCode,
                (long)answer.Latency.TotalMicroseconds,
                broken
            )
        );
    }
}
