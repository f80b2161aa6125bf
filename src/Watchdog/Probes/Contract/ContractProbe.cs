using System.Collections.Concurrent;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Contracts;
using Mcpx.Watchdog.Judging;

namespace Mcpx.Watchdog.Probes.Contract;

/// <summary>Makes the contract's calls on an API instance, one after the other.</summary>
internal sealed class ContractProbe(
    ContractCaller caller,
    ConfiguredFiles files,
    Inputs inputs,
    FailedCalls failures,
    TimeProvider time
) : IProbe
{
    private readonly ConcurrentDictionary<string, int> _turns = new(StringComparer.Ordinal);

    public ProbeKind Kind => ProbeKind.Contract;

    public Audience Asks => Audience.ApiInstances;

    public async Task AskAsync(ProbeTarget target, CancellationToken stopping)
    {
        // Read at start, or nothing would have started.
        var endpoints = files.ContractOf(target.Options.Validation)!.Endpoints;
        var turn = _turns.AddOrUpdate(target.Name, 0, (_, last) => (last + 1) % endpoints.Count);
        var at = time.GetUtcNow();
        var call = await caller.CallAsync(
            new(target.Instance.Address),
            endpoints[turn],
            target.Token,
            target.Probes.Timeout,
            stopping
        );
        target.Count("contract", call.Broken is null ? call.Fault.ToString() : "broken");
        if (!call.Kept)
        {
            failures.Put(target.Environment, call.Failed(at, target.Instance.Name));
        }

        inputs.Put(
            target.Environment,
            new ContractCalled(
                at,
                target.Instance.Name,
                call.Endpoint.Name,
                call.Fault,
                call.Answer.StatusCode,
                (long)call.Answer.Latency.TotalMicroseconds,
                call.Broken
            )
        );
    }
}
