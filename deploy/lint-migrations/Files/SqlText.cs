using System.Text;

namespace Mcpx.LintMigrations.Files;

/// <summary>A file's text, decoded strictly: what is not text is a problem, never a lot of question marks.</summary>
internal static class SqlText
{
    /// <summary>The longest file that is read: a parser that recurses must not meet more on its stack of a known size.</summary>
    public const int MostBytes = 1024 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding Utf16 = new(false, byteOrderMark: true, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding Utf16BigEndian = new(true, byteOrderMark: true, throwOnInvalidBytes: true);

    /// <summary>Reads it, or says why not.</summary>
    public static (string Text, string? Problem) Read(string path)
    {
        try
        {
            // What has no length is empty, or no file: a pipe would keep us waiting for ever.
            return new FileInfo(path).Length == 0 ? ("", null) : Decode(ReadBytes(path));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return ("", $"cannot be read: {problem.Message}");
        }
    }

    /// <summary>Takes a byte order mark for what it says, and everything else for UTF-8.</summary>
    public static (string Text, string? Problem) Decode(byte[] bytes)
    {
        if (bytes.Length > MostBytes)
        {
            return ("", $"is longer than {MostBytes / 1024} KiB, which is the most that is read");
        }

        try
        {
            var text = bytes switch
            {
                [0xFF, 0xFE, .. var rest] => Utf16.GetString(rest),
                [0xFE, 0xFF, .. var rest] => Utf16BigEndian.GetString(rest),
                [0xEF, 0xBB, 0xBF, .. var rest] => Utf8.GetString(rest),
                _ => Utf8.GetString(bytes),
            };
            return text.Contains('\0', StringComparison.Ordinal)
                ? ("", "holds null characters: it is binary, or UTF-16 without a byte order mark")
                : (text, null);
        }
        catch (DecoderFallbackException problem)
        {
            return (
                "",
                FormattableString.Invariant(
                    $"is not UTF-8 (or what its byte order mark says) from byte {problem.Index} on"
                )
            );
        }
    }

    private static byte[] ReadBytes(string path)
    {
        using var stream = File.OpenRead(path);
        var bytes = new byte[Math.Min(stream.Length, MostBytes) + 1];
        return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }
}
