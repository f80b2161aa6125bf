using Mcpx.Watchdog.Deployers.Http;

namespace Mcpx.Watchdog.Deployers.Azure;

/// <summary>
/// A long operation of Azure Resource Manager, followed by the address that it was accepted with: <c>Azure-AsyncOperation</c>, which
/// answers <c>{"status":"InProgress"}</c>, or else <c>Location</c>, which answers 202 until it is done.
/// </summary>
internal sealed class ArmOperation(string key, Uri address, bool hasStatus)
{
    /// <summary>The operation of an accepted request; null when the answer names none.</summary>
    /// <exception cref="DeployerUnavailableException">It leads to another server, which must not get our token.</exception>
    public static ArmOperation? Of(string key, ApiAnswer accepted, Uri manager)
    {
        var status = accepted.Address("Azure-AsyncOperation");
        var address = status ?? accepted.Address("Location");
        return address is null ? null
            : address.GetLeftPart(UriPartial.Authority) == manager.GetLeftPart(UriPartial.Authority)
                ? new(key, address, status is not null)
            : throw new DeployerUnavailableException($"{manager.Host} names {address.Host} for its operation");
    }

    /// <summary>How it stands, and when to look again, where Azure says.</summary>
    public async Task<(Found Found, TimeSpan? Again)> LookAsync(JsonApi api, CancellationToken cancellation)
    {
        var answer = await api.ReadAsync(address, cancellation);
        return (hasStatus ? ByStatus(answer) : ByLocation(answer), answer.RetryAfter);
    }

    private Found ByLocation(ApiAnswer answer) =>
        answer.Status switch
        {
            202 => new(key, OperationState.Running),
            200 or 201 or 204 => new(key, OperationState.Finished),
            // A gateway's trouble says nothing of the operation.
            429 or >= 500 => throw new DeployerUnavailableException($"Azure answered {answer.Words}"),
            _ => new(key, OperationState.Failed, $"Azure answered {answer.Words}"),
        };

    private Found ByStatus(ApiAnswer answer)
    {
        if (!answer.Ok || answer.Json() is not { } json || ApiAnswer.Text(json, "status") is not { } status)
        {
            throw new DeployerUnavailableException($"Azure answered {answer.Words}");
        }

        return status switch
        {
            "Succeeded" => new(key, OperationState.Finished),
            "Failed" or "Canceled" => new(
                key,
                OperationState.Failed,
                $"Azure says {status}: {ApiAnswer.Text(json, "error.message") ?? ApiAnswer.Text(json, "error.code") ?? "nothing more"}"
            ),
            _ => new(key, OperationState.Running, status),
        };
    }
}
