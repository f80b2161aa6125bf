using System.Security.Cryptography;
using System.Text;

namespace Mcpx.Domain.Parity;

/// <summary>
/// What is written down of a secret: enough to tell two values apart within one installation, and nothing to anybody who
/// does not hold its salt. Written <c>hmac:</c> and twelve hexadecimal digits of HMAC-SHA256.
/// </summary>
/// <param name="salt">The installation's salt, at least 16 bytes.</param>
public sealed class SaltedDigest(byte[] salt)
{
    private const string Prefix = "hmac:";
    private const int Digits = 12;

    /// <summary>How earlier versions wrote a digest; such entries stand in journals.</summary>
    private const string Unsalted = "sha256:";

    /// <summary>Tells digests of one salt from those of another.</summary>
    public string SaltId => Of("which salt is this?");

    /// <summary>The digest of a value.</summary>
    public string Of(string value) =>
        Prefix + Convert.ToHexStringLower(HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(value)))[..Digits];

    /// <summary>Whether a value is only a digest: it can be compared, and neither shown nor written back.</summary>
    public static bool Is(string? value) =>
        value is not null
        && (
            IsHex(value, Prefix, Digits)
            || IsHex(value, Unsalted, Digits)
            || (value.EndsWith('…') && IsHex(value[..^1], Unsalted, 8))
        );

    /// <summary>Whether a value is a digest of this kind, whatever its salt.</summary>
    public static bool IsSalted(string? value) => value is not null && IsHex(value, Prefix, Digits);

    private static bool IsHex(string value, string prefix, int digits) =>
        value.Length == prefix.Length + digits
        && value.StartsWith(prefix, StringComparison.Ordinal)
        && value.Skip(prefix.Length).All(char.IsAsciiHexDigitLower);
}
