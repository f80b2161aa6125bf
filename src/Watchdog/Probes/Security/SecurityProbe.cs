using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes.Changes;
using Mcpx.Watchdog.Probes.Http;

namespace Mcpx.Watchdog.Probes.Security;

/// <summary>
/// Looks for an unintended exposure (a call without a token that is answered), for secrets where none belong, and for flags that
/// must stay off, on every API instance.
/// </summary>
internal sealed class SecurityProbe(PortalClient portal, SecretSeals seals, Inputs inputs, TimeProvider time) : IProbe
{
    private readonly LastLooks _last = new();

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
            .. security.EffectiveMustBeOff.Select(flag =>
                CheckAsync(target, SecurityProbeOptions.Off(flag), api => FlagAsync(target, api, flag, stopping))
            ),
        ]);
    }

    private async Task CheckAsync(ProbeTarget target, string check, Func<InstanceOptions, Task<Look?>> lookAsync)
    {
        var at = time.GetUtcNow();
        var looks = await Task.WhenAll(target.Apis.Select(lookAsync));
        var (answered, finding) = _last.Take(
            target.Environment,
            check,
            target.Apis.Select(api => api.Name),
            [.. looks.OfType<Look>()]
        );
        target.Count(
            "security",
            !answered ? "no answer"
                : finding is null ? "clean"
                : "finding"
        );
        if (answered)
        {
            inputs.Put(target.Environment, new SecurityChecked(at, check, finding));
        }
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
            401 or 403 => new(api.Name, Finding: null),
            // However long the body is: the status alone lets the caller in.
            >= 200 and < 300 => new(api.Name, $"GET {path} on {api.Name} answered {answer.StatusCode} without a token"),
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
        if (answer.Fault != Fault.None)
        {
            return null;
        }

        // Off the thread that the answer came on: it may be the socket's own.
        var report = new SecretReport(seals, target.Probes.Security.AcceptedSecrets);
        return await Task.Run(
            () => new Look(api.Name, report.Of($"GET {path} on {api.Name}", answer.Body.Span)),
            stopping
        );
    }

    /// <summary>A list that cannot be read is no answer: nobody knows, which is not "off".</summary>
    private async Task<Look?> FlagAsync(
        ProbeTarget target,
        InstanceOptions api,
        string flag,
        CancellationToken stopping
    )
    {
        var answer = await GetAsync(target, api, SettingReader.FlagsPath, target.Token, stopping);
        return answer.Fault == Fault.None && FlagList.IsOn(answer.Body, flag) is { } on
            ? new(
                api.Name,
                on
                    ? $"{flag} is on, on {api.Name}; it must stay off in {target.Environment} (runbook section 12)"
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
}
