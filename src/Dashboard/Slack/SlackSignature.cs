using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Mcpx.Dashboard.Slack;

/// <summary>
/// Whether a call came from Slack, as its version v0 signs them: <c>v0=hex(HMAC-SHA256(secret, "v0:" + timestamp + ":" + body))</c>,
/// over the body as it came.
/// </summary>
internal static class SlackSignature
{
    /// <summary>How old a call may be, or how far ahead Slack's clock.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private const string Version = "v0=";
    private const int Digits = 64;

    /// <summary>Why it is not Slack's, as a sentence; null when it is.</summary>
    /// <param name="secret">The app's signing secret.</param>
    /// <param name="timestamp">Header <c>X-Slack-Request-Timestamp</c>, seconds since 1970.</param>
    /// <param name="signature">Header <c>X-Slack-Signature</c>.</param>
    /// <param name="body">The body, every byte.</param>
    /// <param name="now">The moment.</param>
    public static string? Problem(
        string secret,
        string? timestamp,
        string? signature,
        ReadOnlySpan<byte> body,
        DateTimeOffset now
    )
    {
        if (
            !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || signature is not { Length: 67 }
            || !signature.StartsWith(Version, StringComparison.Ordinal)
            || !signature.AsSpan(Version.Length).ContainsOnlyHex()
        )
        {
            return "The call is not signed.";
        }

        // Without a difference of dates, which a number of any size could break.
        var age = now.ToUnixTimeSeconds() - seconds;
        if (Math.Abs((decimal)age) > (decimal)Window.TotalSeconds)
        {
            return "The call is too old, or of the future.";
        }

        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.ASCII.GetBytes($"v0:{timestamp}:"));
        hmac.AppendData(body);
        return CryptographicOperations.FixedTimeEquals(
            hmac.GetHashAndReset(),
            Convert.FromHexString(signature.AsSpan(Version.Length, Digits))
        )
            ? null
            : "The signature is wrong.";
    }

    private static bool ContainsOnlyHex(this ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (!char.IsAsciiHexDigit(letter))
            {
                return false;
            }
        }

        return true;
    }
}
