using Mcpx.Domain.Configuration;
using Mcpx.Domain.Contracts;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Probes.Http;

namespace Mcpx.Watchdog.Probes.Cors;

/// <summary>What a browser asks before a call from another origin.</summary>
internal static class Preflight
{
    private const string Refusal = "origin_forbidden";

    /// <summary>Asks an API instance on behalf of an origin.</summary>
    public static Task<PortalAnswer> AskAsync(
        PortalClient portal,
        ProbeTarget target,
        InstanceOptions api,
        string origin,
        CancellationToken stopping
    )
    {
        var path = target.Probes.Cors.Path ?? target.Options.Validation.EffectiveContractPaths[0];
        return portal.SendAsync(
            () =>
                new(HttpMethod.Options, ProbeTarget.At(api, path))
                {
                    Headers = { { "Origin", origin }, { "Access-Control-Request-Method", "GET" } },
                },
            token: null,
            target.Probes.Timeout,
            PortalClient.SmallBody,
            stopping
        );
    }

    /// <summary>What the answer says of the origin; one that does not speak of origins is none.</summary>
    internal static PreflightAnswer Read(PortalAnswer answer, string origin) =>
        ErrorEnvelope.CodeIn(answer.Body) == Refusal ? PreflightAnswer.Forbidden
        : answer.AllowedOrigin == "*" || string.Equals(answer.AllowedOrigin, origin, StringComparison.OrdinalIgnoreCase)
            ? PreflightAnswer.Allowed
        : PreflightAnswer.None;
}
