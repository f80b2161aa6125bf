using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Probes.Security.Exposure;

/// <summary>Certificates must not be about to expire.</summary>
internal sealed class CertificatesCheck(TimeProvider time) : IExposureCheck
{
    public string Name => SecurityChecks.Certificates;

    public IEnumerable<string> Places(ExposureRound round) =>
        SecurityChecks.EncryptedAddresses(round.Target.Options).Select(named => named.Name);

    public async Task<IReadOnlyList<Look>> LookAsync(ExposureRound round, CancellationToken stopping) =>
        [
            .. (
                await Task.WhenAll(
                    SecurityChecks
                        .EncryptedAddresses(round.Target.Options)
                        .Select(named => LookAsync(round, named.Name, named.Address, stopping))
                )
            ).OfType<Look>(),
        ];

    private async Task<Look?> LookAsync(ExposureRound round, string name, Uri address, CancellationToken stopping)
    {
        if (await CertificateReader.ExpiryAsync(address, round.Target.Probes.Timeout, stopping) is not { } expiry)
        {
            return null;
        }

        var left = (int)Math.Floor((expiry - time.GetUtcNow()).TotalDays);
        var limit = round.Security.CertificateDays;
        return new(
            name,
            left >= limit
                ? null
                : FormattableString.Invariant(
                    $"the certificate of {name} ({address.Authority}) {(left < 0 ? "expired" : "expires")} on {expiry.UtcDateTime:yyyy-MM-dd}"
                ) + (left < 0 ? "" : FormattableString.Invariant($", {left} days from now; limit {limit} days"))
        );
    }
}
