using Mcpx.Domain.Contracts;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes.Http;

namespace Mcpx.Watchdog.Probes.Health;

/// <summary>Asks one health endpoint and tells judging; a failure is kept with what finds it in the portal's logs.</summary>
internal sealed class HealthCaller(PortalClient portal, Inputs inputs, FailedCalls failures, TimeProvider time)
{
    /// <param name="target">Whose endpoint.</param>
    /// <param name="name">How judging calls it.</param>
    /// <param name="address">Where it is.</param>
    /// <param name="endpoint">Which of the two.</param>
    /// <param name="stopping">Ends the asking without a sample.</param>
    public async Task<PortalAnswer> AskAsync(
        ProbeTarget target,
        string name,
        Uri address,
        HealthEndpoint endpoint,
        CancellationToken stopping
    )
    {
        var at = time.GetUtcNow();
        var answer = await portal.GetAsync(
            address,
            token: null,
            target.Probes.HealthTimeout ?? target.Probes.Timeout,
            PortalClient.SmallBody,
            stopping
        );
        var wrong = answer.Fault == Fault.None ? HealthJson.Wrong(answer.Body, target.Probes.HealthJson) : null;
        var fault = wrong is null ? answer.Fault : Fault.Body;
        target.Count(endpoint == HealthEndpoint.Ready ? "ready" : "healthz", fault.ToString());
        if (fault != Fault.None)
        {
            failures.Put(
                target.Environment,
                new(
                    at,
                    name,
                    $"GET {address.AbsolutePath}",
                    fault,
                    answer.StatusCode,
                    answer.RequestId,
                    ErrorEnvelope.CodeIn(answer.Body),
                    wrong
                )
            );
        }

        inputs.Put(
            target.Environment,
            new HealthProbed(at, name, endpoint, fault, answer.StatusCode, (long)answer.Latency.TotalMicroseconds)
        );
        return answer;
    }
}
