using System.Security.Cryptography;
using Mcpx.Domain.Contracts;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Probes.Http;

namespace Mcpx.Watchdog.Contracts;

/// <summary>Makes contract calls: the one place for the probe, the smoke of a rollback and the command.</summary>
internal sealed class ContractCaller(PortalClient portal)
{
    /// <summary>Calls an endpoint of one instance.</summary>
    /// <param name="instance">The instance's address.</param>
    /// <param name="endpoint">What is called.</param>
    /// <param name="token">The portal's token; sent only where the endpoint is asked with one.</param>
    /// <param name="timeout">For the complete answer.</param>
    /// <param name="stopping">Ends the call without an outcome.</param>
    public async Task<ContractCall> CallAsync(
        Uri instance,
        ContractEndpoint endpoint,
        string? token,
        TimeSpan timeout,
        CancellationToken stopping
    )
    {
        var requestId = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var answer = await portal.SendAsync(
            () => OwnCall.Request(new(endpoint.Method), new(instance, endpoint.Path), requestId),
            endpoint.Bearer ? token : null,
            timeout,
            endpoint.MaxBody ?? PortalClient.LargeBody,
            stopping
        );
        return new(endpoint, answer, requestId, Deviations(endpoint, answer));
    }

    private static IReadOnlyList<ContractDeviation> Deviations(ContractEndpoint endpoint, PortalAnswer answer) =>
        answer switch
        {
            // A fault of the portal's or of the way to it, and not another contract.
            { StatusCode: 0 or >= 500 } => [],
            { Fault: Fault.None or Fault.Status } => ContractCheck.Deviations(
                endpoint,
                new(answer.StatusCode, answer.Headers, answer.Body)
            ),
            { Fault: Fault.Body } when endpoint.MaxBody is { } most =>
            [
                new(DeviationKind.TooLong, FormattableString.Invariant($"a body longer than {most} bytes")),
            ],
            _ => [],
        };
}

/// <summary>How a contract call went.</summary>
/// <param name="Endpoint">What was called.</param>
/// <param name="Answer">What came.</param>
/// <param name="RequestId">The id sent with the call, by which the portal's logs know it.</param>
/// <param name="Deviations">What the answer does not keep.</param>
internal sealed record ContractCall(
    ContractEndpoint Endpoint,
    PortalAnswer Answer,
    string RequestId,
    IReadOnlyList<ContractDeviation> Deviations
)
{
    /// <summary>How it failed: a status that the contract expects is no failure.</summary>
    public Fault Fault =>
        Answer.Fault == Fault.Status && Answer.StatusCode < 500 && Deviations.Count == 0 ? Fault.None : Answer.Fault;

    /// <summary>What the answer does not keep, in words; null when it keeps the contract, or there was none to look at.</summary>
    public string? Broken =>
        Deviations.Count == 0 ? null : string.Join("; ", Deviations.Select(deviation => deviation.Text));

    /// <summary>Whether an answer came and keeps the contract.</summary>
    public bool Kept => Fault == Fault.None && Deviations.Count == 0;

    /// <summary>What is kept of a call that failed: the portal's own id of it, or else the one it was sent.</summary>
    public FailedCall Failed(DateTimeOffset at, string instance) =>
        new(
            at,
            instance,
            Endpoint.Call,
            Answer.Fault,
            Answer.StatusCode,
            Answer.RequestId ?? RequestId,
            ErrorEnvelope.CodeIn(Answer.Body),
            Broken
        );

    /// <summary>The outcome in words: the status, or what is wrong.</summary>
    public string Outcome =>
        Broken
        ?? (Answer.StatusCode > 0 ? FormattableString.Invariant($"{Answer.StatusCode}") : Answer.Fault.ToString());
}
