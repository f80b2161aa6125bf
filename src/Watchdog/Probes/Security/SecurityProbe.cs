using System.Collections.Concurrent;
using System.Text;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes.Http;

namespace Mcpx.Watchdog.Probes.Security;

/// <summary>
/// Looks for an unintended exposure (a call without a token that is answered) and for secrets where none belong. A check
/// speaks for all API instances at once, so that a closed one does not hide an open one.
/// </summary>
internal sealed class SecurityProbe(PortalClient portal, Inputs inputs, TimeProvider time) : IProbe
{
    private readonly ConcurrentDictionary<(string Environment, string Check, string Instance), Look> _last = new();

    public ProbeKind Kind => ProbeKind.Security;

    public Audience Asks => Audience.Environment;

    public Task AskAsync(ProbeTarget target, CancellationToken stopping)
    {
        var security = target.Probes.Security;
        return Task.WhenAll([
            .. security.EffectiveMustRefuse.Select(path =>
                CheckAsync(
                    target,
                    SecurityProbeOptions.Anonymous(path),
                    api => AnonymousAsync(target, api, path, stopping)
                )
            ),
            .. security.EffectiveMustHoldNoSecret.Select(path =>
                CheckAsync(target, SecurityProbeOptions.Secrets(path), api => SecretsAsync(target, api, path, stopping))
            ),
        ]);
    }

    private async Task CheckAsync(ProbeTarget target, string check, Func<InstanceOptions, Task<Look?>> lookAsync)
    {
        var at = time.GetUtcNow();
        var apis = target.Apis.ToList();
        var looks = await Task.WhenAll(apis.Select(lookAsync));
        for (var i = 0; i < apis.Count; i++)
        {
            if (looks[i] is { } look)
            {
                _last[(target.Environment, check, apis[i].Name)] = look;
            }
        }

        if (Array.TrueForAll(looks, look => look is null))
        {
            target.Count("security", "no answer");
            return;
        }

        // An instance that does not answer now keeps what was last found on it: silence clears nobody.
        var finding = apis.Select(api => _last.GetValueOrDefault((target.Environment, check, api.Name))?.Finding)
            .FirstOrDefault(found => found is not null);
        target.Count("security", finding is null ? "clean" : "finding");
        inputs.Put(target.Environment, new SecurityChecked(at, check, finding));
    }

    private async Task<Look?> AnonymousAsync(
        ProbeTarget target,
        InstanceOptions api,
        string path,
        CancellationToken stopping
    )
    {
        var answer = await GetAsync(target, api, path, token: null, stopping);
        return answer.StatusCode switch
        {
            401 or 403 => new(Finding: null),
            // However long the body is: the status alone lets the caller in.
            >= 200 and < 300 => new($"GET {path} on {api.Name} answered {answer.StatusCode} without a token"),
            _ => null,
        };
    }

    private async Task<Look?> SecretsAsync(
        ProbeTarget target,
        InstanceOptions api,
        string path,
        CancellationToken stopping
    )
    {
        var answer = await GetAsync(target, api, path, target.Token, stopping);
        return answer.Fault == Fault.None
            ? new(
                SecretShapes.In(Encoding.UTF8.GetString(answer.Body.Span)) is { } what
                    ? $"GET {path} on {api.Name} shows what looks like {what}"
                    : null
            )
            : null;
    }

    private Task<PortalAnswer> GetAsync(
        ProbeTarget target,
        InstanceOptions api,
        string path,
        string? token,
        CancellationToken stopping
    ) => portal.GetAsync(ProbeTarget.At(api, path), token, target.Probes.Timeout, PortalClient.LargeBody, stopping);

    /// <summary>What one instance showed; no finding is a finding too.</summary>
    private sealed record Look(string? Finding);
}
