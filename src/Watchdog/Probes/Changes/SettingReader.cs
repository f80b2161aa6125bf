using Mcpx.Domain.Configuration;
using Mcpx.Domain.Parity;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Probes.Http;
using Mcpx.Watchdog.Probes.Parity;
using Mcpx.Watchdog.Probes.Security;

namespace Mcpx.Watchdog.Probes.Changes;

/// <summary>Reads an environment's configuration and flags from the first API instance that answers both.</summary>
internal sealed class SettingReader(PortalClient portal, SecretSeals seals, TimeProvider time)
{
    public const string ConfigPath = "/api/config/effective";
    public const string FlagsPath = "/api/flags";

    /// <summary>The poll with its secrets sealed, or why there is none.</summary>
    /// <param name="environment">How the environment is asked.</param>
    /// <param name="token">The portal's token; null where none is needed.</param>
    /// <param name="stopping">Ends the wait.</param>
    public async Task<(SettingPoll? Poll, string Why)> ReadAsync(
        EnvironmentOptions environment,
        string? token,
        CancellationToken stopping
    )
    {
        var why = "there is no API instance to ask";
        foreach (var api in environment.Instances.Where(instance => instance.Component == Component.Api))
        {
            var at = time.GetUtcNow();
            var config = await GetAsync(environment, api, ConfigPath, token, stopping);
            if (config.Fault != Fault.None)
            {
                why = Words(api, ConfigPath, config);
                continue;
            }

            var flags = await GetAsync(environment, api, FlagsPath, token, stopping);
            if (flags.Fault != Fault.None)
            {
                why = Words(api, FlagsPath, flags);
                continue;
            }

            if (EffectiveValues.Read(config.Body, flags.Body) is { } values)
            {
                var seal = seals.For(environment.Drift);
                // Off the thread that the answer came on: it may be the socket's own.
                var sealedValues = await Task.Run(() => seal.Seal(values), stopping);
                return (new(at, seal.SaltId, sealedValues), "");
            }

            why = $"{api.Name} answers {ConfigPath} or {FlagsPath} with what is no configuration";
        }

        return (null, why);
    }

    private Task<PortalAnswer> GetAsync(
        EnvironmentOptions environment,
        InstanceOptions api,
        string path,
        string? token,
        CancellationToken stopping
    ) =>
        portal.GetAsync(ProbeTarget.At(api, path), token, environment.Probes.Timeout, PortalClient.LargeBody, stopping);

    private static string Words(InstanceOptions api, string path, PortalAnswer answer) =>
        answer.StatusCode > 0
            ? FormattableString.Invariant($"{api.Name} answers GET {path} with {answer.StatusCode} ({answer.Fault})")
            : $"{api.Name} does not answer GET {path} ({answer.Fault})";
}
