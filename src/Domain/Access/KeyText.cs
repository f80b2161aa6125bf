using System.Security.Cryptography;
using System.Text;

namespace Mcpx.Domain.Access;

/// <summary>How an API key looks: <c>mcpx_</c> and 43 characters that carry 256 random bits.</summary>
public static class KeyText
{
    /// <summary>What every key begins with, so that it is known wherever it turns up.</summary>
    public const string Prefix = "mcpx_";

    /// <summary>Random bytes of a key.</summary>
    public const int Bytes = 32;

    private const int LongestKey = 100;

    /// <summary>A key of these random bytes.</summary>
    /// <param name="random">32 bytes by chance.</param>
    public static string Of(ReadOnlySpan<byte> random) =>
        Prefix + Convert.ToBase64String(random).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>The hash under which the journal knows a key; null for what cannot be one.</summary>
    /// <param name="key">As it was shown to us.</param>
    public static string? Hash(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.StartsWith(Prefix, StringComparison.Ordinal) && key.Length <= LongestKey
            ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))
            : null;
    }
}
