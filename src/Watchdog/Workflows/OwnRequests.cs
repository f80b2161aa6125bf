using System.Security.Cryptography;
using System.Text;
using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Workflows;

/// <summary>
/// Request ids that only this installation can have made: what the portal's audit says of the watchdog's own writes is told from
/// what people changed, after a restart too, and nobody hides a change by imitating a name.
/// </summary>
internal sealed class OwnRequests
{
    private const string Prefix = "wd";
    private const int Digits = 16;

    private readonly byte[] _key;

    public OwnRequests(WatchdogOptions options) =>
        _key = Secrets.Read(options.ServiceTokenVariable) is { } token
            ? Encoding.UTF8.GetBytes(token)
            : RandomNumberGenerator.GetBytes(32);

    /// <summary>A new one: letters and digits only, 34 of them.</summary>
    public string Next()
    {
        var chosen = RandomNumberGenerator.GetHexString(Digits, lowercase: true);
        return $"{Prefix}{chosen}{Seal(chosen)}";
    }

    /// <summary>Whether one is ours.</summary>
    public bool IsOwn(string? requestId) =>
        requestId is { Length: (2 * Digits) + 2 }
        && requestId.StartsWith(Prefix, StringComparison.Ordinal)
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(requestId[(Prefix.Length + Digits)..]),
            Encoding.UTF8.GetBytes(Seal(requestId.Substring(Prefix.Length, Digits)))
        );

    private string Seal(string chosen) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"mcpx request {chosen}")))[..Digits];
}
