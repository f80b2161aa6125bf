using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Mcpx.Db.Proof;

/// <summary>One anchor as it is written down and posted (docs/journal.md).</summary>
/// <param name="Position">The chain's newest position.</param>
/// <param name="Hash">Its hash, 64 lower-case hexadecimal digits.</param>
/// <param name="At">When it was looked at.</param>
/// <param name="Previous">SHA-256 of the line before; zeros in the first, and null where there are no lines before.</param>
public sealed record AnchorLine(long Position, string Hash, DateTimeOffset At, string? Previous)
{
    /// <summary>What comes before the first line.</summary>
    public static readonly string None = new('0', 2 * SHA256.HashSizeInBytes);

    private const string Signed = ",\"signature\":\"";

    private static readonly JsonSerializerOptions Shape = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>What a line hashes to, without its line break.</summary>
    public static string HashOf(ReadOnlySpan<byte> line) => Convert.ToHexStringLower(SHA256.HashData(line));

    /// <summary>As bytes, without a line break.</summary>
    /// <param name="key">Signs it; null leaves it unsigned.</param>
    public byte[] Write(AnchorKey? key)
    {
        var plain = Plain();
        return key is null
            ? plain
            :
            [
                .. plain.AsSpan(0, plain.Length - 1),
                .. Encoding.ASCII.GetBytes($"{Signed}{Convert.ToBase64String(key.Sign(plain))}\"}}"),
            ];
    }

    /// <summary>Reads a signed line. Only the bytes that <see cref="Write"/> would have written count.</summary>
    /// <returns>Null when it is none, or not signed by this key.</returns>
    public static AnchorLine? Read(ReadOnlySpan<byte> line, AnchorKey key)
    {
        Span<byte> mark = stackalloc byte[Signed.Length];
        Encoding.ASCII.GetBytes(Signed, mark);
        var at = line.LastIndexOf(mark);
        if (at < 0 || !line.EndsWith("\"}"u8))
        {
            return null;
        }

        var text = line[(at + mark.Length)..^2];
        var signature = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        if (Base64.DecodeFromUtf8(text, signature, out _, out var length) != System.Buffers.OperationStatus.Done)
        {
            return null;
        }

        byte[] plain = [.. line[..at], (byte)'}'];
        return
            Parse(plain) is { } read
            && Convert.ToBase64String(signature.AsSpan(0, length)) == Encoding.ASCII.GetString(text)
            && key.Verify(plain, signature.AsSpan(0, length))
            ? read
            : null;
    }

    private byte[] Plain() => JsonSerializer.SerializeToUtf8Bytes(this, Shape);

    private static AnchorLine? Parse(byte[] plain)
    {
        try
        {
            return JsonSerializer.Deserialize<AnchorLine>(plain, Shape) is { Position: > 0, Hash: not null } read
                ? read
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Position}:{Hash}");
}
