using Mcpx.Domain.Configuration;
using Mcpx.Domain.Parity;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Probes.Security;

/// <summary>
/// What is sealed before it is written down or compared: values of secret keys, values that look like secrets, and the
/// watchdog's own.
/// </summary>
internal sealed class SecretSeals(SaltedDigest digest, Secrets secrets)
{
    /// <summary>The seal for an environment's keys.</summary>
    public SecretSeal For(DriftOptions drift) => new(digest, (key, value) => IsSecret(drift, key, value));

    /// <summary>What stands for a secret in a finding.</summary>
    public string Fingerprint(string secret) => digest.Of(secret);

    private bool IsSecret(DriftOptions drift, string key, string value) =>
        drift.IsSecret(key)
        || SecretShapes.IsSecretKey(key)
        || SecretShapes.LooksSecret(value)
        || secrets.Redact(value) != value;
}
