using Mcpx.Domain.Contracts;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes.Http;

namespace Mcpx.Watchdog.Probes.Cors;

/// <summary>Asks an API instance what a browser asks before a call from another origin, for every intended origin.</summary>
internal sealed class PreflightProbe(PortalClient portal, Inputs inputs, TimeProvider time) : IProbe
{
    private const string Refusal = "origin_forbidden";

    public ProbeKind Kind => ProbeKind.Preflight;

    public Audience Asks => Audience.ApiInstances;

    public Task AskAsync(ProbeTarget target, CancellationToken stopping) =>
        Task.WhenAll(target.Probes.Cors.IntendedOrigins.Select(origin => PreflightAsync(target, origin, stopping)));

    private async Task PreflightAsync(ProbeTarget target, string origin, CancellationToken stopping)
    {
        var path = target.Probes.Cors.Path ?? target.Options.Validation.EffectiveContractPaths[0];
        var at = time.GetUtcNow();
        var answer = await portal.SendAsync(
            () =>
                new(HttpMethod.Options, target.At(path))
                {
                    Headers = { { "Origin", origin }, { "Access-Control-Request-Method", "GET" } },
                },
            token: null,
            target.Probes.Timeout,
            PortalClient.SmallBody,
            stopping
        );
        var said = Read(answer, origin);
        target.Count("preflight", said.ToString());
        inputs.Put(target.Environment, new Preflighted(at, target.Instance.Name, origin, said));
    }

    /// <summary>What the answer says of the origin; one that does not speak of origins is none.</summary>
    internal static PreflightAnswer Read(PortalAnswer answer, string origin) =>
        ErrorEnvelope.CodeIn(answer.Body) == Refusal ? PreflightAnswer.Forbidden
        : answer.AllowedOrigin == "*" || string.Equals(answer.AllowedOrigin, origin, StringComparison.OrdinalIgnoreCase)
            ? PreflightAnswer.Allowed
        : PreflightAnswer.None;
}
