using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Mcpx.Dashboard.Auth.Pipelines;

/// <summary>
/// The signature of a report: HMAC-SHA256 over <c>timestamp.body</c>, as hexadecimal, with or without <c>sha256=</c> before it. It
/// holds for five minutes around its timestamp; the same report sent again within them changes nothing, because reports are idempotent.
/// </summary>
internal static class ReportSignature
{
    /// <summary>How far a timestamp may be from now.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private const string Prefix = "sha256=";

    /// <summary>Why it does not hold; null when it does.</summary>
    /// <param name="secret">What is shared.</param>
    /// <param name="timestamp">Unix seconds, as sent.</param>
    /// <param name="signature">As sent.</param>
    /// <param name="body">As sent, byte by byte.</param>
    /// <param name="now">When.</param>
    public static string? Problem(
        ReadOnlySpan<byte> secret,
        string timestamp,
        string signature,
        ReadOnlySpan<byte> body,
        DateTimeOffset now
    )
    {
        if (
            !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(now.ToUnixTimeSeconds() - seconds) > (long)Window.TotalSeconds
        )
        {
            return "The timestamp must be Unix seconds, at most 5 minutes from now.";
        }

        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        hmac.AppendData(Encoding.ASCII.GetBytes($"{timestamp}."));
        hmac.AppendData(body);
        var text = signature.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            ? signature[Prefix.Length..]
            : signature;
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return
            text.Length == 2 * HMACSHA256.HashSizeInBytes
            && Convert.FromHexString(text, given, out _, out _) == System.Buffers.OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(given, hmac.GetHashAndReset())
            ? null
            : "The signature is not that of this body and timestamp.";
    }
}
